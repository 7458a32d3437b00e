using Microsoft.AspNetCore.Mvc;

namespace PovertyMonitor.Reports;

/// <summary>What a caller asks for, as the address says it.</summary>
/// <param name="Area">The area; the caller's regency where none is named.</param>
/// <param name="Measure">The measure's code or revision; the global MPI where none is named.</param>
/// <param name="Round">The round; absent for current figures.</param>
/// <param name="By">What the rows are of.</param>
/// <param name="From">A trend's first month, as 2025-01.</param>
/// <param name="To">A trend's last month.</param>
/// <param name="KnownOn">As known at the end of a day (2026-03-01, the regency's time) or at an instant.</param>
/// <param name="KnownAt">The same by the number of the last event.</param>
/// <param name="Format">json, csv, xlsx, parquet or html.</param>
/// <param name="Plan">The action plan of a report about one; the one in force then where none is named.</param>
internal sealed record ReportQuery(
    [FromQuery(Name = "area")] string? Area, [FromQuery(Name = "measure")] string? Measure, [FromQuery(Name = "round")] string? Round, [FromQuery(Name = "by")] string? By,
    [FromQuery(Name = "from")] string? From, [FromQuery(Name = "to")] string? To, [FromQuery(Name = "knownOn")] string? KnownOn, [FromQuery(Name = "knownAt")] string? KnownAt,
    [FromQuery(Name = "format")] string? Format, [FromQuery(Name = "plan")] string? Plan = null);
