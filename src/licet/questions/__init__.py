"""Questions to the law: where the lines run, who stands how far from them, what a change catches.

``setting``    where and when a question is asked, and how a chip stands there
``cells``      the exact table of threshold cells of a question, and its deciding facts
``tabled``     that table of a provision for readers, and the facts that settle it for an item
``search``     a completion of unknown facts that meets some goals, or the proof that none does
``lines``      every threshold of the law in force, with provision and citation; ``placing``
               where a figure, or a sum of figures, stands against one
``regions``    the plane of two number facts, cut into regions with one answer each
``changes``    what a change of the law catches and frees, with witnesses
``headroom``   how far a chip stands from every line; ``robust`` asks it of every law there was
``flaws``      gaps, overlaps and clauses without effect; ``findings`` puts them on a page
``drafts``     what a draft rule catches, and what is wrong with it

The answers come from the evaluator alone: these modules choose which chips to ask about.
"""
