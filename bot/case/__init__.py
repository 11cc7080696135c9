"""Case records: what was met, seen and concluded, kept under one reference number and handed over as PDF or JSON."""
