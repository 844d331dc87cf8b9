"""A chip as its architect writes it, and what the law would say of it.

``plan``      the design file: units, clock, rates, dies, memory stacks, links
``paths``     one number of a design by its path
``derive``    from a design to the figures the law asks about; numbers or whole arrays of them
``sweep``     many variants at once, through the same atoms the evaluator uses (numpy)
``pareto``    the variants that no other one beats
``roofline``  an estimate of decode and prefill throughput for a stated model
``best``      the best chip under the lines (z3)
"""

from __future__ import annotations

from licet.design.derive import Figures, figures_of
from licet.design.plan import Design, load_design, parse_design

__all__ = ["Design", "Figures", "figures_of", "load_design", "parse_design"]
