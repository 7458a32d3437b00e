using PovertyMonitor.Identities;
using PovertyMonitor.Surveys;

namespace PovertyMonitor.Simulation;

/// <summary>What an enumerator sends of a visit.</summary>
/// <param name="Submission">What it says.</param>
/// <param name="Personal">Who was met.</param>
/// <param name="Villages">The villages the household has lived in: whoever visits it must be at home in all of them.</param>
internal sealed record SimulatedVisit(Submission Submission, PersonalData Personal, IReadOnlyList<string> Villages);
