namespace PovertyMonitor.Tests.Reports.Disclosure;

/// <summary>How great and how small each of some numbers, none below zero, can be under equations: the simplex method, from corner to corner.</summary>
internal sealed class LinearProgramme
{
    private const double Zero = 1e-7;
    private readonly List<double[]> _rows;
    private readonly int[] _basis;
    private readonly int _count;

    /// <summary>Finds a first corner.</summary>
    /// <param name="equations">Equations in reduced echelon form, what the sum is at the end. They have a solution.</param>
    /// <param name="count">How many numbers.</param>
    public LinearProgramme(IReadOnlyList<double[]> equations, int count)
    {
        _count = count;
        var lacking = equations.Select((e, i) => (Row: e, Place: i)).Where(e => e.Row[^1] < -Zero).ToList();
        // Where a number would begin below zero another takes its place, and is then made to vanish.
        _rows = [.. equations.Select((e, i) => Wide(e, lacking.FindIndex(s => s.Place == i), lacking.Count))];
        _basis = [.. equations.Select((e, i) => lacking.FindIndex(s => s.Place == i) is >= 0 and var extra ? count + extra : Array.FindIndex(e, v => Math.Abs(v) > Zero))];
        if (lacking.Count == 0) return;
        var goal = new double[count + lacking.Count + 1];
        for (var extra = 0; extra < lacking.Count; extra++) goal[count + extra] = -1;
        Climb(goal, count + lacking.Count);
        for (var row = 0; row < _rows.Count; row++)
            if (_basis[row] >= count && Array.FindIndex(_rows[row], 0, count, v => Math.Abs(v) > Zero) is >= 0 and var other) Enter(row, other);
    }

    /// <summary>How great a number can be.</summary>
    public double Most(int place) => Extreme(place, 1);

    /// <summary>How small a number can be.</summary>
    public double Least(int place) => -Extreme(place, -1);

    /// <summary>Solves a row for a number and puts that into the other rows.</summary>
    public static void Pivot(IReadOnlyList<double[]> rows, int at, int column)
    {
        var row = rows[at];
        var by = row[column];
        for (var i = 0; i < row.Length; i++) row[i] /= by;
        foreach (var other in rows)
        {
            var times = other[column];
            if (other == row || Math.Abs(times) < Zero) continue;
            for (var i = 0; i < row.Length; i++) other[i] -= times * row[i];
        }
    }

    private static double[] Wide(double[] equation, int extra, int extras)
    {
        var (row, sign) = (new double[equation.Length + extras], extra >= 0 ? -1 : 1);
        for (var i = 0; i < equation.Length - 1; i++) row[i] = sign * equation[i];
        if (extra >= 0) row[equation.Length - 1 + extra] = 1;
        row[^1] = sign * equation[^1];
        return row;
    }

    private double Extreme(int place, int sign)
    {
        var goal = new double[_rows.Count == 0 ? _count + 1 : _rows[0].Length];
        goal[place] = sign;
        return Climb(goal, _count) ? sign * _rows.Where((_, r) => _basis[r] == place).Sum(r => r[^1]) : double.PositiveInfinity;
    }

    // Bland's rule: the first that helps, so that no circle is walked.
    private bool Climb(double[] goal, int columns)
    {
        while (true)
        {
            var gain = goal.ToArray();
            for (var r = 0; r < _rows.Count; r++)
                if (goal[_basis[r]] is not 0 and var worth)
                    for (var i = 0; i < gain.Length; i++) gain[i] -= worth * _rows[r][i];
            var column = Array.FindIndex(gain, 0, columns, g => g > Zero);
            if (column < 0) return true;
            var at = -1;
            for (var r = 0; r < _rows.Count; r++)
            {
                if (_rows[r][column] < Zero) continue;
                if (at < 0 || Ratio(r, column) < Ratio(at, column) - Zero || (Ratio(r, column) < Ratio(at, column) + Zero && _basis[r] < _basis[at])) at = r;
            }
            if (at < 0) return false;
            Enter(at, column);
        }
    }

    private double Ratio(int row, int column) => _rows[row][^1] / _rows[row][column];

    private void Enter(int row, int column)
    {
        Pivot(_rows, row, column);
        _basis[row] = column;
    }
}
