"""The learned part of reading: weights trained on labeled texts, beside the rules.

It weighs what the rules propose, proposes an act where they see none, and lowers a status. It can't
give an act as in force where the words of the text don't allow it.
"""

from __future__ import annotations
