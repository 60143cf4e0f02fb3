"""nrw_desktop: plan, follow and print the phases of a municipal NRWeltoffen project."""

__version__ = "0.1.0"
