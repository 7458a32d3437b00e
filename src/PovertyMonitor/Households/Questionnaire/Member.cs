namespace PovertyMonitor.Households.Questionnaire;

/// <summary>A usual resident of the household. No name, number or birth date: the age is the age at interview.</summary>
public sealed record Member
{
    /// <summary>The member's id, made by the client once and kept over all interviews.</summary>
    [Question("Member id", "Id anggota")]
    public Guid Id { get; init; }

    /// <summary>Sex.</summary>
    [Question("Sex", "Jenis kelamin")]
    public Sex? Sex { get; init; }

    /// <summary>Age at interview, in completed years.</summary>
    [Question("Age in completed years", "Umur (tahun)", Min = 0, Max = 120)]
    public int? AgeYears { get; init; }

    /// <summary>Age at interview, in completed months; asked under five.</summary>
    [Question("Age in completed months", "Umur (bulan)", Min = 0, Max = 59), AskedOf(MaxAge = 4)]
    public int? AgeMonths { get; init; }

    /// <summary>Relation to the head of the household.</summary>
    [Question("Relation to the head", "Hubungan dengan kepala rumah tangga")]
    public Relation? Relation { get; init; }

    /// <summary>Years of schooling completed; asked from age 5.</summary>
    [Question("Years of schooling completed", "Lama sekolah yang ditamatkan (tahun)", Min = 0, Max = 25), AskedOf(MinAge = 5)]
    public int? YearsOfSchooling { get; init; }

    /// <summary>Whether the member attends school in the present school year; asked from age 5 to 24.</summary>
    [Question("Attends school now", "Masih bersekolah"), AskedOf(MinAge = 5, MaxAge = 24)]
    public bool? AttendingSchool { get; init; }

    /// <summary>The last measurement of weight and height; asked under 70. Unknown: not measured.</summary>
    [Question("Weight and height", "Berat dan tinggi badan"), AskedOf(MaxAge = 69)]
    public Nutrition? Nutrition { get; init; }

    /// <summary>The Washington Group short set; asked from age 5.</summary>
    [Question("Difficulties", "Kesulitan fungsional"), AskedOf(MinAge = 5)]
    public Functioning? Functioning { get; init; }

    /// <summary>Whether the member is pregnant; asked of women and girls from 10 to 54.</summary>
    [Question("Pregnant", "Sedang hamil"), AskedOf(MinAge = 10, MaxAge = 54, FemaleOnly = true)]
    public bool? Pregnant { get; init; }

    /// <summary>Whether the member has a chronic illness.</summary>
    [Question("Chronic illness", "Penyakit kronis")]
    public bool? ChronicIllness { get; init; }
}

/// <summary>Sex of a member.</summary>
public enum Sex
{
    /// <summary>Female.</summary>
    [Choice("Female", "Perempuan")] Female,

    /// <summary>Male.</summary>
    [Choice("Male", "Laki-laki")] Male,
}

/// <summary>Relation of a member to the head of the household.</summary>
public enum Relation
{
    /// <summary>The head.</summary>
    [Choice("Head", "Kepala rumah tangga")] Head,

    /// <summary>Wife or husband of the head.</summary>
    [Choice("Wife or husband", "Istri/suami")] Spouse,

    /// <summary>Child, adopted and step children too.</summary>
    [Choice("Child", "Anak")] Child,

    /// <summary>Daughter- or son-in-law.</summary>
    [Choice("Child-in-law", "Menantu")] ChildInLaw,

    /// <summary>Grandchild.</summary>
    [Choice("Grandchild", "Cucu")] Grandchild,

    /// <summary>Parent or parent-in-law.</summary>
    [Choice("Parent or parent-in-law", "Orang tua/mertua")] Parent,

    /// <summary>Another relative.</summary>
    [Choice("Other relative", "Famili lain")] OtherRelative,

    /// <summary>A domestic worker who lives in.</summary>
    [Choice("Domestic worker", "Pembantu rumah tangga")] DomesticWorker,

    /// <summary>Not related.</summary>
    [Choice("Not related", "Lainnya")] NotRelated,
}
