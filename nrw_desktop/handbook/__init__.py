"""The handbook: its pages, and how they become a PDF and web pages. No plan is known here, and no window."""
