"""Charts, each defined once: a page, a notebook and a file are readers of one definition.

``chart``    what a chart is: scales, marks in data units, a legend, its table, its source
``svg``      a chart as SVG, for pages (colors by style sheet) and for files
``vega``     a chart as Vega-Lite, for notebooks (Altair) and editors
``files``    a chart as SVG, PNG, CSV, Vega-Lite or HTML bytes
``plane``    every chip in the plane the law uses on a day
``world``    the verdict for one item by destination
``lanes``    events and rules in swim lanes
``dead``     text that stands in the code and is not enforced
``stance``   practice or codified text
"""

from __future__ import annotations

from licet.charts.chart import Chart, Mark, Scale

__all__ = ["Chart", "Mark", "Scale"]
