package io.battdat.postprocess;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One row of {@code cycle_stats}. NaN where there is nothing to compute a value from.
 *
 * <p>The first eight values are those of battdat's {@code CycleTimesSummarizer} and {@code CapacityPerCycle}; battdat has
 * names and units for the others (battdat/schemas/column.py), and computes none of them.
 *
 * @param cycleNumber as in {@code raw_data}
 * @param cycleStart earliest test time of the cycle, in s
 * @param cycleDuration from its start to that of the cycle with the next number, or to its last row if there is none, in s
 * @param energyCharge in W-hr
 * @param capacityCharge in A-hr
 * @param energyDischarge in W-hr
 * @param capacityDischarge in A-hr
 * @param maxCycledCapacity widest span of charge within the cycle, in A-hr
 * @param coulombEfficiency discharged over charged capacity, in %
 * @param energyEfficiency discharged over charged energy, as a fraction
 * @param dischargeVoltage energy over charge of the intervals in which charge flows out, in V
 * @param chargeVoltage energy over charge of the intervals in which charge flows in, in V
 * @param highestVoltage of the cycle's rows, in V
 * @param lowestVoltage of the cycle's rows, in V
 * @param dischargeCurrent charge over time of the intervals in which charge flows out, in A, negative
 * @param chargeCurrent charge over time of the intervals in which charge flows in, in A
 */
public record CycleSummary(
        long cycleNumber,
        double cycleStart,
        double cycleDuration,
        double energyCharge,
        double capacityCharge,
        double energyDischarge,
        double capacityDischarge,
        double maxCycledCapacity,
        double coulombEfficiency,
        double energyEfficiency,
        double dischargeVoltage,
        double chargeVoltage,
        double highestVoltage,
        double lowestVoltage,
        double dischargeCurrent,
        double chargeCurrent) {

    /** The values by battdat's names for the columns, in battdat's order. */
    public Map<String, Object> toRow() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("cycle_number", cycleNumber);
        row.put("cycle_start", cycleStart);
        row.put("cycle_duration", cycleDuration);
        row.put("capacity_discharge", capacityDischarge);
        row.put("energy_discharge", energyDischarge);
        row.put("capacity_charge", capacityCharge);
        row.put("energy_charge", energyCharge);
        row.put("coulomb_efficiency", coulombEfficiency);
        row.put("energy_efficiency", energyEfficiency);
        row.put("max_cycled_capacity", maxCycledCapacity);
        row.put("discharge_V_average", dischargeVoltage);
        row.put("charge_V_average", chargeVoltage);
        row.put("V_maximum", highestVoltage);
        row.put("V_minimum", lowestVoltage);
        row.put("discharge_I_average", dischargeCurrent);
        row.put("charge_I_average", chargeCurrent);
        return row;
    }
}
