namespace PovertyMonitor.Households.Questionnaire;

/// <summary>Everything a household answered in one completed interview.</summary>
public sealed record Answers
{
    /// <summary>The household's size as stated, in usual residents; the roster is what counts, a difference is a data-quality flag.</summary>
    [Question("How many people usually live here and share the kitchen?", "Berapa orang yang biasa tinggal di sini dan makan dari satu dapur?", Min = 1, Max = 60)]
    public int? Size { get; init; }

    /// <summary>The dwelling and what the household owns.</summary>
    [Question("The dwelling", "Tempat tinggal")]
    public Housing Housing { get; init; } = new();

    /// <summary>The deaths of children under 18 in the household in the ten years before the interview; unknown where <see langword="null"/>.</summary>
    [Question("Children under 18 who died", "Anak di bawah 18 tahun yang meninggal")]
    public IReadOnlyList<ChildDeath>? ChildDeaths { get; init; }

    /// <summary>The usual residents, at least one.</summary>
    [Question("Usual residents", "Anggota rumah tangga")]
    public IReadOnlyList<Member> Members { get; init; } = [];
}
