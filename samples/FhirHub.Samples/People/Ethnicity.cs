namespace FhirHub.Samples.People;

/// <summary>An ethnic group, GB/T 3304.</summary>
/// <param name="Naming">How its people are named.</param>
internal sealed record Ethnicity(string Code, string Name, Naming Naming)
{
    public static readonly Ethnicity Han = new("01", "汉族", Naming.Han);
    public static readonly Ethnicity Mongol = new("02", "蒙古族", Naming.Mongol);
    public static readonly Ethnicity Hui = new("03", "回族", Naming.Hui);
    public static readonly Ethnicity Tibetan = new("04", "藏族", Naming.Tibetan);
    public static readonly Ethnicity Uyghur = new("05", "维吾尔族", Naming.Uyghur);
    public static readonly Ethnicity Miao = new("06", "苗族", Naming.Southwestern);
    public static readonly Ethnicity Yi = new("07", "彝族", Naming.Yi);
    public static readonly Ethnicity Buyei = new("09", "布依族", Naming.Southwestern);
    public static readonly Ethnicity Korean = new("10", "朝鲜族", Naming.Korean);
    public static readonly Ethnicity Manchu = new("11", "满族", Naming.Manchu);
    public static readonly Ethnicity Dong = new("12", "侗族", Naming.Southwestern);
    public static readonly Ethnicity Tujia = new("15", "土家族", Naming.Southwestern);
    public static readonly Ethnicity Kazakh = new("17", "哈萨克族", Naming.Kazakh);
    public static readonly Ethnicity Sui = new("25", "水族", Naming.Southwestern);
    public static readonly Ethnicity Gelao = new("37", "仡佬族", Naming.Southwestern);
    public static readonly Ethnicity Xibe = new("38", "锡伯族", Naming.Manchu);
}
