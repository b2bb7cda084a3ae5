# The bench rule in OpenFisca, vectorised with numpy: columns as files of doubles in a folder -> yuan and times.
import json, os, sys, time
import numpy
from importlib.metadata import version
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

folder, repeats = sys.argv[1], int(sys.argv[2])
Firm = build_entity("firm", "firms", "Firm", is_person=True)
YEAR = "2025"


def given(name, kind):
    settings = {"value_type": kind, "entity": Firm, "definition_period": DateUnit.YEAR}
    return type(name, (Variable,), settings)


class relief(Variable):
    value_type = float
    entity = Firm
    definition_period = DateUnit.YEAR

    def formula(firm, period):
        holds = (firm("growth", period) > 2000) * firm("certified", period) * (firm("rent", period) > 20)
        amount = 5 * firm("area", period) * firm("months", period)
        return numpy.where(holds, numpy.minimum(amount, 500000), 0)


system = TaxBenefitSystem([Firm])
inputs = ["growth", "certified", "rent", "area", "months"]
for each in inputs:
    system.add_variable(given(each, bool if each == "certified" else float))
system.add_variable(relief)
columns = {each: numpy.fromfile(os.path.join(folder, each)) for each in inputs}
count = len(columns["growth"])
simulation = SimulationBuilder().build_default_simulation(system, count)
for each in inputs:
    simulation.set_input(each, YEAR, columns[each].astype(bool if each == "certified" else numpy.float32))
laps = []
for _ in range(repeats):
    simulation.delete_arrays("relief", YEAR)
    start = time.perf_counter()
    result = simulation.calculate("relief", YEAR)
    laps.append((time.perf_counter() - start) * 1000)
result.astype(numpy.float64).tofile(os.path.join(folder, "relief"))
versions = f"OpenFisca-Core {version('OpenFisca-Core')}, numpy {version('numpy')}"
print(json.dumps({"laps": laps, "versions": versions}))
