"""A page of HTML that holds a timeline whole: it asks nobody for anything, and no text in it acts."""
