"""The ground of the timeline: what is shown where in it, painted, scrolled, zoomed and announced."""



