using PovertyMonitor.Identities;

namespace PovertyMonitor.Surveys.Quality;

/// <summary>Looks at how and where a visit was held. Pure.</summary>
internal static class VisitRules
{
    // The mean radius of the earth (IUGG), in metres.
    private const double EarthMetres = 6_371_008.8;

    /// <summary>What is odd.</summary>
    /// <param name="submission">The visit.</param>
    /// <param name="location">Where it was held, as far as the device knew.</param>
    /// <param name="village">Where its village is; <see langword="null"/> where nobody said.</param>
    /// <param name="options">The limits.</param>
    public static IEnumerable<QualityFlag> Of(Submission submission, GeoPoint? location, ReferencePoint? village, QualityOptions options)
    {
        if (submission is { Answers.Members.Count: var members, EndedAt: { } ended, Corrects: null })
        {
            var seconds = (ended - submission.InterviewedAt).TotalSeconds;
            if (seconds < (double)options.SecondsPerMember * members) yield return new(QualityProblems.TooFast, Detail: $"{seconds:F0} s / {members}");
        }
        if (location is null) yield break;
        if (location.AccuracyMetres > options.AccuracyMetres) yield return new(QualityProblems.Coarse, Detail: $"{location.AccuracyMetres:F0} m");
        if (village is null) yield break;
        var metres = MetresBetween((double)location.Latitude, (double)location.Longitude, village.Latitude, village.Longitude);
        // Only whole kilometres: from three exact distances a dwelling could be found.
        if (metres > village.RadiusMetres + (double)(location.AccuracyMetres ?? 0)) yield return new(QualityProblems.FarAway, Detail: $"{Math.Ceiling(metres / 1000):F0} km");
    }

    /// <summary>The distance over the ground by the haversine formula, in metres; exact to half a per cent.</summary>
    public static double MetresBetween(double latitude, double longitude, double otherLatitude, double otherLongitude)
    {
        static double Radians(double degrees) => degrees * Math.PI / 180;
        static double SquaredHalfSine(double angle) => Math.Pow(Math.Sin(angle / 2), 2);
        var h = SquaredHalfSine(Radians(otherLatitude - latitude))
            + (Math.Cos(Radians(latitude)) * Math.Cos(Radians(otherLatitude)) * SquaredHalfSine(Radians(otherLongitude - longitude)));
        return 2 * EarthMetres * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}
