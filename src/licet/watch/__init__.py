"""Official sources, looked at only on request: the Federal Register API and the eCFR versioner.

Nothing here runs unless `licet watch` does, and what it finds changes no answer: it tells a person
which documents are new and which encoded provisions rest on text that has changed.
"""

from __future__ import annotations

FIRST_PART = 734
"""The first part of 15 CFR that is watched."""
LAST_PART = 774
"""The last one."""
EAR_STARTS = 730
"""The first part of the EAR: citations of ours may point before the watched parts too."""
CFR_TITLE = 15
"""The title of the Code of Federal Regulations that holds the EAR."""
