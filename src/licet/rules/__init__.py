"""The engine: provisions as data, two clocks, three truth values, proofs.

Nothing in this package knows what a chip or a country is. Facts come with a `Vocabulary`,
country groups through a callback, and what an effect means is the business of the caller.
Imports point one way::

    values, nodes  <-  vocabulary  <-  syntax, printer  <-  provision
                                   <-  document, checks, load
                                   <-  resolve  <-  evaluate, explain, cells, settle, prose
"""
