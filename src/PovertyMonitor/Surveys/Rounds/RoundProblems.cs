using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Rounds;

/// <summary>Why something can't be done with a survey round.</summary>
internal static class RoundProblems
{
    public static readonly Problem Unknown = new(
        "round.unknown", StatusCodes.Status404NotFound,
        new("Putaran tidak dikenal", "Unknown round"),
        new("Putaran {round} belum pernah dirancang, dibuka atau dikunjungi.", "Round {round} was never designed, opened or visited."),
        new("Lihat /api/rounds.", "See /api/rounds."));

    public static readonly Problem OpenedAlready = new(
        "round.opened_already", StatusCodes.Status409Conflict,
        new("Putaran sudah terbuka", "The round is open already"),
        new("Putaran {round} sudah dibuka ({at}).", "Round {round} was opened already ({at})."),
        new("Tidak ada yang perlu dilakukan. Untuk menyatakan keadaan tanpa kesalahan bila diulang, kirim PUT {\"state\": \"open\"}.",
            "There is nothing to do. To state the state without an error on a repeat, send PUT {\"state\": \"open\"}."));

    public static readonly Problem ClosedAlready = new(
        "round.closed_already", StatusCodes.Status409Conflict,
        new("Putaran sudah ditutup", "The round is closed already"),
        new("Putaran {round} sudah ditutup ({at}).", "Round {round} was closed already ({at})."),
        new("Tidak ada yang perlu dilakukan. Bila masih ada yang harus diterima, buka lagi dengan POST /api/rounds/{round}/open.",
            "There is nothing to do. Where something has still to be taken, open it again with POST /api/rounds/{round}/open."));

    public static readonly Problem NeverOpened = new(
        "round.never_opened", StatusCodes.Status409Conflict,
        new("Putaran belum pernah dibuka", "The round was never opened"),
        new("Putaran {round} belum pernah dibuka, jadi tidak dapat ditutup.", "Round {round} was never opened, so it can't be closed."),
        new("Periksa kode putaran di /api/rounds.", "Check the round's code at /api/rounds."));

    public static readonly Problem NoSample = new(
        "round.no_sample", StatusCodes.Status409Conflict,
        new("Sampel belum ada", "There is no sample yet"),
        new("Putaran {round} dirancang sebagai sampel, tetapi sampelnya belum ditarik.", "Round {round} is designed as a sample, and its sample was not drawn yet."),
        new("Kirim rumah tangga sampel ke PUT /api/rounds/{round}/sample, lalu buka putaran.",
            "Send the sample's households to PUT /api/rounds/{round}/sample, then open the round."));

    public static readonly Problem NotASample = new(
        "round.not_a_sample", StatusCodes.Status409Conflict,
        new("Putaran bukan sampel", "The round is no sample"),
        new("Putaran {round} tidak dirancang sebagai sampel.", "Round {round} is not designed as a sample."),
        new("Nyatakan dulu rancangannya: PUT /api/rounds/{round}/design dengan kind = sample.", "State its design first: PUT /api/rounds/{round}/design with kind = sample."));

    public static readonly Problem KindFixed = new(
        "round.kind_fixed", StatusCodes.Status409Conflict,
        new("Jenis putaran tidak dapat diubah lagi", "The round's kind is fixed"),
        new("Putaran {round} sudah pernah dibuka sebagai {kind}.", "Round {round} was opened as a {kind} before."),
        new("Tanggal dan tenggang masih dapat diubah. Untuk jenis lain, rancang putaran dengan kode baru.",
            "Its dates and grace can still be changed. For another kind, design a round with a new code."));

    public static readonly Problem SampleFixed = new(
        "round.sample_fixed", StatusCodes.Status409Conflict,
        new("Sampel tidak dapat diganti lagi", "The sample is fixed"),
        new("Putaran {round} sudah pernah dibuka dengan sampel lain.", "Round {round} was opened with another sample before."),
        new("Bobot dan strata dari putaran yang berjalan tidak diganti. Rancang putaran dengan kode baru.",
            "Weights and strata of a round under way are not replaced. Design a round with a new code."));

    public static readonly Problem ChangedMeanwhile = new(
        "round.changed_meanwhile", StatusCodes.Status412PreconditionFailed,
        new("Putaran sudah berubah", "The round has changed"),
        new("Putaran {round} sudah diubah orang lain; 'changes' menyebut apa.", "Somebody else has changed round {round}; 'changes' says what."),
        new("Baca lagi GET /api/rounds/{round}, lalu kirim ulang dengan ETag yang baru bila masih perlu.",
            "Read GET /api/rounds/{round} again and send it anew with the new ETag if it is still needed."));

    public static readonly Problem InvalidDesign = new(
        "round.invalid_design", StatusCodes.Status422UnprocessableEntity,
        new("Rancangan belum benar", "The design is not right yet"),
        new("{count} isian perlu diperbaiki.", "Fields to correct: {count}."),
        new("Perbaiki isian yang disebut lalu kirim ulang.", "Correct the fields named and send it again."));

    public static readonly Problem InvalidExpectation = new(
        "round.invalid_expectation", StatusCodes.Status422UnprocessableEntity,
        new("Jumlah yang diharapkan belum benar", "The expectation is not right yet"),
        new("{count} isian perlu diperbaiki.", "Fields to correct: {count}."),
        new("Kirim objek kode desa, atau kode desa/kelompok: jumlah rumah tangga.", "Send an object of village code, or village code/group: number of households."));

    public static readonly Problem InvalidSample = new(
        "round.invalid_sample", StatusCodes.Status422UnprocessableEntity,
        new("Sampel belum benar", "The sample is not right yet"),
        new("{count} isian perlu diperbaiki; tidak ada yang disimpan.", "Fields to correct: {count}; nothing was kept."),
        new("Perbaiki baris yang disebut lalu kirim seluruh sampel lagi.", "Correct the rows named and send the whole sample again."));

    public static readonly Problem InvalidEntry = new(
        "round.invalid_entry", StatusCodes.Status422UnprocessableEntity,
        new("Isian belum benar", "The field is not right yet"),
        new("Isian ini tidak dapat diterima.", "This entry can't be taken."),
        new("Isi dengan {expected}.", "Give {expected}."));

    public static readonly Problem HouseholdTwice = new(
        "round.household_twice", StatusCodes.Status422UnprocessableEntity,
        new("Rumah tangga disebut dua kali", "The household is named twice"),
        new("Rumah tangga ini sudah ada di rows[{first}].", "This household stands in rows[{first}] already."),
        new("Sebut setiap rumah tangga satu kali.", "Name each household once."));

    public static readonly Problem LonelyUnit = new(
        "round.lonely_psu", StatusCodes.Status422UnprocessableEntity,
        new("Strata dengan satu unit saja", "A stratum with a single unit"),
        new("Strata {stratum} hanya punya satu PSU; galat bakunya tidak dapat dihitung.", "Stratum {stratum} has a single PSU; its standard error can't be computed."),
        new("Gabungkan dengan strata lain yang serupa bila mungkin.", "Join it with a similar stratum if that is possible."));
}
