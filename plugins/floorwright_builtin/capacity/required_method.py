"""The study “machines required”: what is given, what is found, and where the formulas come from."""

from floorwright.api import StudyColumn, StudyExample, StudyMethod, StudyOption, StudyResult, StudyTable
from floorwright_builtin.capacity.plan_work import operations_of_plan
from floorwright_builtin.capacity.required import machines_required
from floorwright_builtin.capacity.required_figures import draw, on_plan

TOMPKINS = "Tompkins and others, Facilities Planning"

OPERATIONS = StudyTable(
    name="operations",
    meaning="A row an operation; those of one product in the order in which they are done.",
    columns=(
        StudyColumn(name="product", meaning="What is made; rows of one product follow each other. Empty: on its own"),
        StudyColumn(name="operation", meaning="What is done"),
        StudyColumn(
            name="machine", meaning="The type of machine it is done on; empty is one for each operation, or one for all"
        ),
        StudyColumn(
            name="quantity",
            meaning="Good pieces wanted in the period, after the product's last operation",
            type="number",
            unit="pieces",
            least=0,
        ),
        StudyColumn(name="time_s", meaning="Standard time a piece", type="number", unit="s", default=0.0, least=0),
        StudyColumn(
            name="rate_per_h",
            meaning="Standard pieces an hour, instead of the time",
            type="number",
            unit="1/h",
            above=0,
        ),
        StudyColumn(name="setup_s", meaning="Time to set up once", type="number", unit="s", default=0.0, least=0),
        StudyColumn(name="lot", meaning="Pieces a lot: one setup each", type="number", unit="pieces", above=0),
        StudyColumn(name="setups", meaning="Setups in the period, instead of lots", type="number", least=0),
        StudyColumn(
            name="scrap_pct", meaning="Share rejected", type="number", unit="%", default=0.0, least=0, most=99.999999
        ),
        StudyColumn(
            name="rework_yield_pct",
            meaning="Share of the rejected that rework makes good",
            type="number",
            unit="%",
            default=0.0,
            least=0,
            most=100,
        ),
        StudyColumn(
            name="rework_time_s", meaning="Time to rework a piece", type="number", unit="s", default=0.0, least=0
        ),
        StudyColumn(name="rework_machine", meaning="Where it is reworked; empty is the same type of machine"),
        StudyColumn(
            name="pieces_each",
            meaning="Pieces of this operation in each piece of the next",
            type="number",
            unit="pieces",
            default=1.0,
            above=0,
        ),
        StudyColumn(
            name="efficiency_pct",
            meaning="Its own efficiency, instead of the study's",
            type="number",
            unit="%",
            above=0,
        ),
        StudyColumn(
            name="reliability_pct",
            meaning="Its own reliability, instead of the study's",
            type="number",
            unit="%",
            above=0,
            most=100,
        ),
    ),
)
PRODUCTS = StudyTable(
    name="products",
    meaning="What is wanted of each product, where it is not in the table of operations.",
    required=False,
    columns=(
        StudyColumn(name="product", meaning="Its name", required=True),
        StudyColumn(
            name="quantity", meaning="Good pieces wanted", type="number", unit="pieces", required=True, least=0
        ),
        StudyColumn(
            name="extra", meaning="Pieces wanted in addition", type="number", unit="pieces", default=0.0, least=0
        ),
    ),
)
MACHINES = StudyTable(
    name="machines",
    meaning="What is known of a type of machine.",
    required=False,
    columns=(
        StudyColumn(name="machine", meaning="The type, as in the operations", required=True),
        StudyColumn(name="machines_now", meaning="How many there are", type="integer", least=0),
        StudyColumn(name="stations", meaning="Its stations on the plan, with ; between; empty is the one of its name"),
        StudyColumn(
            name="available_h",
            meaning="Hours of one in the period, instead of the study's",
            type="number",
            unit="h",
            above=0,
        ),
        StudyColumn(name="efficiency_pct", meaning="Its efficiency", type="number", unit="%", above=0),
        StudyColumn(
            name="reliability_pct", meaning="Share of the time it can run", type="number", unit="%", above=0, most=100
        ),
        StudyColumn(name="machines_per_operator", meaning="How many one operator tends", type="number", above=0),
    ),
)
OPTIONS = (
    StudyOption(
        name="quantity",
        meaning="Good pieces wanted, where no table says it",
        unit="pieces",
        least=0,
        group="Demand",
    ),
    StudyOption(
        name="extra",
        meaning="Pieces wanted in addition, of each product",
        unit="pieces",
        default=0.0,
        least=0,
        group="Demand",
    ),
    StudyOption(
        name="available_h",
        meaning="Hours of one machine in the period; without it shifts and days tell",
        unit="h",
        above=0,
        group="Time",
    ),
    StudyOption(name="shifts", meaning="Shifts a day", default=1.0, above=0, group="Time"),
    StudyOption(name="shift_h", meaning="Length of a shift", unit="h", default=8.0, above=0, group="Time"),
    StudyOption(
        name="breaks_min",
        meaning="Breaks and planned stops in a shift",
        unit="min",
        default=0.0,
        least=0,
        group="Time",
    ),
    StudyOption(
        name="days", meaning="Working days in the period; 1, or those that make up available_h", above=0, group="Time"
    ),
    StudyOption(name="overtime_h", meaning="Overtime a day", unit="h", default=0.0, least=0, group="Time"),
    StudyOption(
        name="machines_now",
        meaning="Machines there are, of each type of which the table machines says nothing",
        type="integer",
        least=0,
        group="Machines",
    ),
    StudyOption(
        name="efficiency_pct",
        meaning="Standard time ÷ time taken",
        unit="%",
        default=100.0,
        above=0,
        group="Losses",
    ),
    StudyOption(
        name="reliability_pct",
        meaning="Share of the time that a machine can run (reliability, availability)",
        unit="%",
        default=100.0,
        above=0,
        most=100,
        group="Losses",
    ),
    StudyOption(
        name="cushion_pct",
        meaning="Share of the time that is kept free (capacity cushion)",
        unit="%",
        default=0.0,
        least=0,
        most=99.999,
        group="Losses",
    ),
    StudyOption(
        name="scrap_basis",
        meaning="Scrap of what goes in (divide by 1 − scrap), or of the good ones (multiply by 1 + scrap)",
        type="choice",
        choices=("divide", "multiply"),
        default="divide",
        group="Conventions",
    ),
    StudyOption(
        name="scrap_flow",
        meaning="Scrap later in the routing raises the pieces earlier in it, or each row has its own quantity",
        type="choice",
        choices=("upstream", "each row"),
        default="upstream",
        group="Conventions",
    ),
    StudyOption(
        name="machined_pieces",
        meaning="Whether all pieces that go in take time, or only the good ones",
        type="choice",
        choices=("into the operation", "good only"),
        default="into the operation",
        group="Conventions",
    ),
    StudyOption(
        name="setup_at_efficiency",
        meaning="Setups take longer at a low efficiency, as the run does",
        type="yes_no",
        default=True,
        group="Conventions",
    ),
    StudyOption(
        name="whole_lots",
        meaning="A lot begun is a whole setup",
        type="yes_no",
        default=False,
        group="Conventions",
    ),
    StudyOption(
        name="machines_per_operator",
        meaning="How many machines one operator tends",
        default=1.0,
        above=0,
        group="Operators",
    ),
)
RESULTS = (
    StudyResult(
        name="machines",
        meaning="Machines needed, whole, of all types",
        formula="sum of exact machines rounded up",
        source="",
        decimals=0,
    ),
    StudyResult(
        name="machines_exact",
        meaning="Machines needed, not rounded, of all types",
        formula="S·Q ÷ (E·H·R), with (D/Q)·s for setups and H·(1 − cushion)",
        source=TOMPKINS,
        decimals=4,
    ),
    StudyResult(name="utilisation", meaning="Busy share of the machines needed", formula="exact ÷ whole", decimals=4),
    StudyResult(name="bottleneck", meaning="The busiest type of machine", formula="largest utilisation"),
    StudyResult(
        name="bottleneck_utilisation",
        meaning="Busy share of the bottleneck",
        formula="exact ÷ whole machines of the bottleneck",
        decimals=4,
    ),
    StudyResult(
        name="hours_needed", meaning="Standard hours of all work with setups", unit="h", formula="D·p + (D/Q)·s"
    ),
    StudyResult(
        name="available_h",
        meaning="Hours of one machine in the period",
        unit="h",
        formula="days × (shifts × (shift − breaks) + overtime)",
    ),
    StudyResult(name="effective_h", meaning="Those hours without the cushion", unit="h", formula="H × (1 − cushion)"),
    StudyResult(
        name="input_first",
        meaning="Pieces into the first operation",
        unit="pieces",
        formula="output ÷ product of (1 − d), with rework 1 − d + d·y",
        source=TOMPKINS,
    ),
    StudyResult(
        name="input_first_whole",
        meaning="Pieces into the first operation, whole",
        unit="pieces",
        formula="rounded up",
        decimals=0,
    ),
    StudyResult(
        name="line_yield",
        meaning="Good pieces ÷ pieces begun",
        formula="product of (1 − d)",
        source=TOMPKINS,
        decimals=4,
    ),
    StudyResult(
        name="good_per_h",
        meaning="Good pieces an hour wanted",
        unit="pieces/h",
        formula="quantity ÷ available hours",
        source="",
    ),
    StudyResult(
        name="operators",
        meaning="Operators for the machines needed",
        formula="machines ÷ machines an operator tends, rounded up",
        decimals=0,
    ),
    StudyResult(
        name="capacity_share",
        meaning="Share of the demand that the machines there can make",
        formula="1 ÷ utilisation of the bottleneck",
        decimals=4,
    ),
    StudyResult(
        name="capacity_pieces",
        meaning="Good pieces that the machines there can make",
        unit="pieces",
        formula="quantity × capacity share",
    ),
)
MACHINES_REQUIRED = StudyMethod(
    id="machines-required",
    title="Machines required",
    group="machines",
    purpose="How many machines of each type the work of a period needs, with scrap, setups, efficiency, reliability, "
    "shifts and a cushion; which is the bottleneck; how many pieces have to go in.",
    tables=(OPERATIONS, PRODUCTS, MACHINES),
    options=OPTIONS,
    results=RESULTS,
    compute=machines_required,
    draw=draw,
    from_plan=operations_of_plan,
    on_plan=on_plan,
    example=StudyExample(
        "Two customers with their own lots on one type of machine, 15 % cushion",
        "expertsmind.com, Estimate the future capacity requirements",
        tables={
            "operations": "product,quantity,time_s,lot,setup_s\nClient A,2000,1800,20,900\nClient B,6000,2520,30,1440\n"
        },
        options={"available_h": "2000", "cushion_pct": "15"},
        expected={"hours_needed": 5305.0, "machines_exact": 5305 / 1700, "machines": 4},
    ),
    mistakes=(
        "Multiplying by 1 + scrap where the scrap is a share of what goes in: at 20 % that is 120 instead of 125.",
        "Rounding the machines of each product before adding those that share a type.",
        "Counting a loss twice, in the efficiency and in the standard time, or in the reliability and in the hours.",
        "Leaving the setups out: small lots can cost more hours than the pieces.",
        "A year of 365 days where the plant works 230.",
    ),
)
