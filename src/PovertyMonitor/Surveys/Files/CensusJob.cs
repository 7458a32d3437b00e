using PovertyMonitor.Access;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys.Files;

/// <summary>How far a census file is.</summary>
internal enum FileState
{
    /// <summary>It is read and every problem noted; nothing is taken.</summary>
    Checking,

    /// <summary>It was read; it waits for the word to import it.</summary>
    Checked,

    /// <summary>It can't be read; the problems say where and why.</summary>
    Unreadable,

    /// <summary>Its households are taken.</summary>
    Importing,

    /// <summary>The import stands; it goes on from there when it is asked for again.</summary>
    Paused,

    /// <summary>All its households that can be taken are; the file itself is deleted.</summary>
    Imported,
}

/// <summary>What was counted in a file.</summary>
/// <param name="Rows">Rows read, the header's and empty ones too.</param>
/// <param name="Households">Households, or rather visits, found.</param>
/// <param name="Members">Members of those that can be taken.</param>
/// <param name="Refused">Households left out for a problem.</param>
/// <param name="Problems">Problems for which a household is left out.</param>
/// <param name="Warnings">Problems for which none is.</param>
/// <param name="Taken">Households taken now.</param>
/// <param name="Already">Households taken before with the same content; after a crash, some of those taken now.</param>
/// <param name="Kept">Households kept for a person or for the submission they correct.</param>
internal sealed record FileCounts(
    int Rows = 0, int Households = 0, int Members = 0, int Refused = 0, int Problems = 0, int Warnings = 0, int Taken = 0, int Already = 0, int Kept = 0)
{
    /// <summary>The columns that hold them, in their order.</summary>
    public static readonly string[] Columns = ["rows", "households", "members", "refused", "problems", "warnings", "taken", "already", "kept"];

    /// <summary>The counts in the order of the columns.</summary>
    public int[] Values => [Rows, Households, Members, Refused, Problems, Warnings, Taken, Already, Kept];
}

/// <summary>A census file on its way into the store.</summary>
/// <param name="Tenant">The regency.</param>
/// <param name="Id">Made from the round and the content: the same file sent again is the same.</param>
/// <param name="Content">Which sealed parts are its bytes.</param>
/// <param name="Round">The survey round's code.</param>
/// <param name="Size">Its size, in bytes.</param>
/// <param name="Caller">Who sent it.</param>
/// <param name="State">How far it is.</param>
/// <param name="LastRow">Households that begin up to this row are taken.</param>
/// <param name="Counts">What was counted.</param>
/// <param name="ReceivedAt">When it came.</param>
internal sealed record CensusJob(
    string Tenant, Guid Id, Guid Content, string Round, long Size, Caller Caller, FileState State, int LastRow, FileCounts Counts, DateTimeOffset ReceivedAt) : IJob;
