"""The solver (z3, an extra): what threshold cells alone can't answer.

``space``    the variables of a question, and models read back as facts
``encode``   a law, some facts known and some not, as formulas
``search``   a completion that meets some goals, or the proof that none does
``named``    equivalent, never empty, never overlapping, implied by; cells first, solver where needed
``optimum``  the largest or smallest value of a fact under conditions and a verdict

Every witness is put to the evaluator before it is given out.
"""
