"""This program beside others that show many dated things: lnav, VisiData, less, harlequin, and vis-timeline.

All run on the same machine, on the same events, in turns. What is measured is the same for all:

- start to first useful screen: from the start of the process until the title of an event can be read on
  the screen. It need not be the first event, and the rest may still be on its way.
- memory at rest: the proportional set size (PSS) of the process and all that it started, once the first
  screen is there and they have used next to no processor time for a second.
- a search to its first hit: at rest and with the prompt open, what is looked for is typed in one go, with
  Enter where the program needs it; from then until the title of the event can be read on the screen. It is
  the event that stands nine tenths down, found by the number that begins its title.

A wait ends after some time, and the table says so.

What they show is not the same. A log line and a CSV row hold every word of an event: its title, summary,
names, tags and passages. VisiData is asked to search the column of titles alone, as its users
would. The pager shows the plain listing of this program, one short line an event, so it has the least to
read. harlequin, which is made of Textual as this program is, shows no rows before a query is run: only its
start and its memory are measured, with no data at all. Textual with one line of text is no peer, but says
what of ours is Textual: its search is as many keys, typed in one go, each of which it counts. vis-timeline is
given dates and titles, and a window over the first events, since it draws all that is in its window.
"""
