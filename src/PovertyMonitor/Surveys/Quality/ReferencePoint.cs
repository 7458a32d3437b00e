namespace PovertyMonitor.Surveys.Quality;

/// <summary>Where a village is: a point, and how far it reaches.</summary>
/// <param name="Village">The village's Kemendagri code.</param>
/// <param name="Latitude">Degrees north (WGS 84), -90 to 90.</param>
/// <param name="Longitude">Degrees east, -180 to 180.</param>
/// <param name="RadiusMetres">How far from the point its dwellings lie, in metres, 100 to 100,000.</param>
internal sealed record ReferencePoint(string Village, double Latitude, double Longitude, int RadiusMetres);
