namespace PovertyMonitor.Assistance.RegisterFiles;

/// <summary>A file of the national register was matched to households, or matched anew; it tells counts and no person.</summary>
/// <param name="FileId">The file's id, which follows from what is in it.</param>
/// <param name="Rows">Rows that were taken.</param>
/// <param name="Matched">Of them, those that are of one household here.</param>
/// <param name="Ambiguous">Of them, those that several households here could be meant by.</param>
/// <param name="Unmatched">Of them, those that nobody here is meant by.</param>
/// <param name="Refused">Rows that were not taken.</param>
/// <param name="By">Who sent the file or asked for the matching: the id at the issuer of the token.</param>
public sealed record RegisterFileMatched(Guid FileId, int Rows, int Matched, int Ambiguous, int Unmatched, int Refused, string By);
