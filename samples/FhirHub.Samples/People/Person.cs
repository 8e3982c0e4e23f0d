using FhirHub.Samples.Places;
using FhirHub.Samples.Randomness;

namespace FhirHub.Samples.People;

/// <summary>Somebody invented.</summary>
internal sealed record Person
{
    public required PersonName Name { get; init; }

    public required Sex Sex { get; init; }

    public required DateOnly Birth { get; init; }

    public required Ethnicity Ethnicity { get; init; }

    /// <summary>GB 11643, agreeing with sex and birth.</summary>
    public required string IdentityNumber { get; init; }

    public required string Phone { get; init; }

    /// <summary>As FHIR's administrative gender.</summary>
    public ReadOnlySpan<byte> Gender => Sex == Sex.Male ? "male"u8 : "female"u8;

    /// <param name="home">Where the person was registered at birth.</param>
    /// <param name="turn">How many people of that county went before.</param>
    public static Person Of(SeededRandom random, County home, DateOnly birth, int turn)
    {
        var sex = random.Chance(508) ? Sex.Female : Sex.Male;
        var ethnicity = Population.EthnicityIn(random, home.Prefecture.Province.Code);
        return new Person
        {
            Sex = sex,
            Birth = birth,
            Ethnicity = ethnicity,
            Name = PersonName.Of(random, ethnicity.Naming, sex, birth.Year),
            IdentityNumber = People.IdentityNumber.Of(home.Code, birth, sex, turn),
            Phone = PhoneNumbers.Mobile(random),
        };
    }
}
