"""Facts of one integrated circuit."""

from __future__ import annotations

from licet.rules.vocabulary import Fact
from licet.vocabulary.declare import flag, number

_CFR = "15 CFR 774, Supp. No. 1, ECCN 3A090, Technical Notes"

ICS = (
    number(
        "tpp", "TOPS x bits",
        "total processing performance: 2 x MacTOPS x bit length, summed over the processing "
        "units, dense, at the bit length that gives most",
        scope="ic", source=_CFR,
    ),
    number(
        "performance_density", "TPP/mm2", "TPP over applicable die area", scope="ic", source=_CFR
    ),
    number(
        "applicable_die_area_mm2", "mm2",
        "area of the logic dies made on a node with non-planar transistors; 0 when all are planar",
        scope="ic", source=_CFR,
    ),
    flag("datacenter", "designed or marketed for data centers", scope="ic",
          source="15 CFR 774, Supp. No. 1, ECCN 3A090, Note 2"),
    number(
        "interconnect_gb_s", "GB/s",
        "aggregate bidirectional transfer rate over all inputs and outputs but volatile memory",
        scope="ic", source="87 FR 62186, ECCN 3A090",
    ),
    number("dram_bandwidth_gb_s", "GB/s", "total DRAM bandwidth", scope="ic",
            source="15 CFR 748, Supp. No. 2, paragraph (dd)(1)"),
    number("memory_bandwidth_density", "GB/s/mm2",
            "bandwidth of a memory package or stack over its area", scope="ic",
            source="15 CFR 774, Supp. No. 1, ECCN 3A090.c, Technical Note"),
    flag("processing_dominant",
          "memory and logic in one package whose dominant function is processing", scope="ic",
          source="15 CFR 774, Supp. No. 1, ECCN 3A090.c, Note"),
    number("peak_tops", "TOPS", "the highest rate at any bit length", scope="ic",
            source="15 CFR 774, Supp. No. 1, ECCN 3A991.p"),
    number("transistors_bn", "billion",
            "aggregated approximated transistor count of the packaged IC", scope="ic",
            source="15 CFR 774, Supp. No. 1, ECCN 3A090, Note 1"),
    number("node_nm", "nm", "process node class of the logic dies", scope="ic"),
    flag("contains_hbm", "the package contains high-bandwidth memory", scope="ic",
          source="15 CFR 774, Supp. No. 1, ECCN 3A090, Note 1 to 3A090.a"),
    flag("us_commercially_available",
          "commercially available in the United States on 15 January 2026", scope="ic",
          source="15 CFR 742.6(b)(10)(iii)(A)(1); 91 FR 1684"),
    Fact("dram_bandwidth_stated", "boolean", "ic",
         "the DRAM bandwidth is stated of an IC whose designer is not", given=False),
    Fact("interconnect_stated", "boolean", "ic",
         "the interconnect bandwidth is stated of an IC whose designer is not", given=False),
    Fact("product", "text", "ic", "the product name, as letters name it; `none` if not named"),
    Fact("designer", "text", "ic", "who designed the IC; `none` if not named"),
)  # fmt: skip  # fmt: skip
