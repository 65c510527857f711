package io.battdat.convert;

/**
 * The second derivative of a curve by its samples' numbers, as {@code scipy.signal.savgol_filter(curve, 5, 4, deriv=2)}
 * has it: that of the quartic through five samples. Curves of uneven times are sampled anew, twice as densely, by linear
 * interpolation, and the derivative is brought back to the times in the same way.
 */
final class SecondDerivative {
    // SciPy solves for these weights, and gets them with errors in the last bits that differ between builds of LAPACK
    private static final double OUTER = -1 / 12.0;
    private static final double INNER = 16 / 12.0;
    private static final double CENTRE = -30 / 12.0;

    /** Weights of the first five samples at the first and the second of them. */
    private static final double[] FIRST = {35 / 12.0, -104 / 12.0, 114 / 12.0, -56 / 12.0, 11 / 12.0};

    private static final double[] SECOND = {11 / 12.0, -20 / 12.0, 6 / 12.0, 4 / 12.0, -1 / 12.0};

    private double[] evenTimes = {};
    private double[] evenCurve = {};
    private double[] evenDerivative = {};
    private int evenCount;

    /** Takes times of which not all have the same distance, in order. */
    void useTimes(double[] times, int count) {
        evenCount = 2 * count;
        if (evenTimes.length < evenCount) {
            int length = Math.max(evenCount, evenTimes.length + (evenTimes.length >> 1));
            evenTimes = new double[length];
            evenCurve = new double[length];
            evenDerivative = new double[length];
        }
        double first = times[0];
        double step = (times[count - 1] - first) / (evenCount - 1);
        for (int i = 0; i < evenCount; i++) {
            evenTimes[i] = i * step + first;
        }
        evenTimes[evenCount - 1] = times[count - 1];
    }

    /** @param times as they were given to {@link #useTimes} */
    void ofUneven(double[] times, double[] curve, int count, double[] derivative) {
        interpolate(times, curve, count, evenTimes, evenCurve, evenCount);
        ofEven(evenCurve, evenCount, evenDerivative);
        interpolate(evenTimes, evenDerivative, evenCount, times, derivative, count);
    }

    void ofEven(double[] curve, int count, double[] derivative) {
        for (int i = 2; i < count - 2; i++) {
            double value = curve[i] * CENTRE;
            value += (curve[i - 2] + curve[i + 2]) * OUTER;
            value += (curve[i - 1] + curve[i + 1]) * INNER;
            derivative[i] = value;
        }
        derivative[0] = 0;
        derivative[1] = 0;
        derivative[count - 2] = 0;
        derivative[count - 1] = 0;
        for (int i = 0; i < FIRST.length; i++) {
            derivative[0] += FIRST[i] * curve[i];
            derivative[1] += SECOND[i] * curve[i];
            derivative[count - 2] += SECOND[i] * curve[count - 1 - i];
            derivative[count - 1] += FIRST[i] * curve[count - 1 - i];
        }
    }

    /** As {@code numpy.interp}; both {@code x} and {@code at} rise. */
    private static void interpolate(double[] x, double[] y, int count, double[] at, double[] result, int resultCount) {
        int left = 0;
        for (int i = 0; i < resultCount; i++) {
            while (left + 1 < count && x[left + 1] <= at[i]) {
                left++;
            }
            if (left == count - 1 || x[left] == at[i]) {
                result[i] = y[left];
            } else {
                double slope = (y[left + 1] - y[left]) / (x[left + 1] - x[left]);
                result[i] = slope * (at[i] - x[left]) + y[left];
            }
        }
    }
}
