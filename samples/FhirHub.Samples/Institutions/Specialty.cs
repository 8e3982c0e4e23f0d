namespace FhirHub.Samples.Institutions;

/// <summary>A clinical department by the national catalogue of treatment subjects of 1994.</summary>
/// <param name="Code">03.04 lies within 03.</param>
internal sealed record Specialty(string Code, string Name)
{
    public static readonly Specialty GeneralPractice = new("02", "全科医疗科");
    public static readonly Specialty Internal = new("03", "内科");
    public static readonly Specialty Respiratory = new("03.01", "呼吸内科");
    public static readonly Specialty Digestive = new("03.02", "消化内科");
    public static readonly Specialty Neurology = new("03.03", "神经内科");
    public static readonly Specialty Cardiology = new("03.04", "心血管内科");
    public static readonly Specialty Nephrology = new("03.06", "肾病科");
    public static readonly Specialty Endocrinology = new("03.07", "内分泌科");
    public static readonly Specialty Surgery = new("04", "外科");
    public static readonly Specialty GeneralSurgery = new("04.01", "普通外科");
    public static readonly Specialty Orthopaedics = new("04.03", "骨科");
    public static readonly Specialty Urology = new("04.04", "泌尿外科");
    public static readonly Specialty Obstetrics = new("05", "妇产科");
    public static readonly Specialty Paediatrics = new("07", "儿科");
    public static readonly Specialty Eyes = new("10", "眼科");
    public static readonly Specialty Skin = new("13", "皮肤科");
    public static readonly Specialty Oncology = new("19", "肿瘤科");
    public static readonly Specialty Emergency = new("20", "急诊医学科");
    public static readonly Specialty Traditional = new("50", "中医科");

    public static IReadOnlyList<Specialty> Of(InstitutionLevel level) => level switch
    {
        InstitutionLevel.Community => [GeneralPractice],
        InstitutionLevel.County => [Internal, Surgery, Obstetrics, Paediatrics, Emergency],
        InstitutionLevel.City => [Cardiology, Endocrinology, Respiratory, Digestive, Neurology, GeneralSurgery, Orthopaedics, Obstetrics, Paediatrics, Emergency],
        _ =>
        [
            Cardiology, Endocrinology, Respiratory, Digestive, Neurology, Nephrology, GeneralSurgery, Orthopaedics, Urology, Obstetrics, Paediatrics,
            Eyes, Skin, Oncology, Emergency, Traditional,
        ],
    };
}
