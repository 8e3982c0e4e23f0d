using FhirHub.Samples.Randomness;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples.People;

/// <param name="Text">As it is written: 张三, 阿依古丽·买买提.</param>
/// <param name="Family">Surname, or the father's or clan's name; null where there is none.</param>
/// <param name="Given">The person's own.</param>
internal sealed record PersonName(string Text, string? Family, string Given)
{
    /// <summary>The dot in names of several parts, U+00B7.</summary>
    private const char Dot = '·';

    public static PersonName Of(SeededRandom random, Naming naming, Sex sex, int birthYear)
    {
        bool male = sex == Sex.Male;
        switch (naming)
        {
            case Naming.Uyghur:
                return Dotted(random.Pick(male ? GivenNames.UyghurMale : GivenNames.UyghurFemale), random.Pick(GivenNames.UyghurMale));
            case Naming.Kazakh:
                return Dotted(random.Pick(male ? GivenNames.KazakhMale : GivenNames.KazakhFemale), random.Pick(GivenNames.KazakhMale));
            case Naming.Mongol when random.Chance(600):
                return Single(random.Pick(male ? GivenNames.MongolMale : GivenNames.MongolFemale));
            case Naming.Tibetan:
                string[] names = male ? GivenNames.TibetanMale : GivenNames.TibetanFemale;
                return Single(random.Pick(names) + random.Pick(names));
            case Naming.Yi when random.Chance(250):
                string clan = random.Pick(GivenNames.YiClans);
                string own = random.Pick(male ? GivenNames.YiMale : GivenNames.YiFemale);
                return new PersonName($"{clan}{Dot}{own}", clan, own);
            default:
                return WithSurname(SurnamesOf(naming).Pick(random), random, sex, birthYear);
        }
    }

    /// <summary>With a surname that is given, as in a family.</summary>
    public static PersonName WithSurname(string surname, SeededRandom random, Sex sex, int birthYear)
    {
        string given = GivenNames.Han(random, sex, birthYear);
        return new PersonName(surname + given, surname, given);
    }

    /// <summary>A HumanName as an item of a list.</summary>
    public ResourceWriter Write(ResourceWriter writer) => Members(writer.Open().Member("use"u8, "official"u8));

    /// <summary>A HumanName as a member.</summary>
    public ResourceWriter WriteMember(ResourceWriter writer) => Members(writer.Open("name"u8));

    private ResourceWriter Members(ResourceWriter writer)
    {
        writer.Member("text"u8, Text);
        if (Family is not null)
            writer.Member("family"u8, Family);
        return writer.OpenList("given"u8).Item(Given).CloseList().Close();
    }

    private static PersonName Dotted(string own, string father) => new($"{own}{Dot}{father}", father, own);

    private static PersonName Single(string own) => new(own, null, own);

    private static Weighted<string> SurnamesOf(Naming naming) => naming switch
    {
        Naming.Hui => Surnames.Hui,
        Naming.Southwestern => Surnames.Southwestern,
        Naming.Manchu => Surnames.Manchu,
        Naming.Korean => Surnames.Korean,
        Naming.Yi => Surnames.Yi,
        _ => Surnames.Han,
    };
}
