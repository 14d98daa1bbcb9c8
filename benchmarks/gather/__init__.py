"""How well texts are gathered from, measured against what people marked in them.

Two sorts of folders are known. One holds `text/*.txt` and, under the same names, `attributions/*.ann`, where
people marked source, cue and content as PolNeAR does (github.com/networkdynamics/PolNeAR). The other
holds texts that a timeline quotes, which are found by their sha256.
"""
