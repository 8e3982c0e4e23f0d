using System.Text;
using FhirHub.Engine.Terminology.Codes;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Profiles;
using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

/// <summary>What clients name and nobody knows is not kept without end, however long its name.</summary>
[TestFixture]
internal sealed class MemoryTests
{
    [Test]
    public void Long_names_of_unknown_profiles_are_not_kept()
    {
        var profiles = new ProfileSet(Definitions(), 0);
        for (int i = 0; i < 20; i++)
            Assert.That(profiles.Find($"http://nowhere.example/{i}/{new string('x', 10_000)}").IsUnknown, Is.True);
        Assert.That(profiles.Count, Is.Zero);
        Assert.That(profiles.Find("http://nowhere.example/short").IsUnknown, Is.True);
        Assert.That(profiles.Count, Is.EqualTo(1));
    }

    [Test]
    public void A_profile_is_kept_once_whatever_part_of_it_is_named()
    {
        var profiles = new ProfileSet(Definitions(Profile("it", "Patient")), 0);
        var first = profiles.Find(Url("it")).Profile;
        Assert.That(first, Is.Not.Null);
        int before = profiles.Count;
        for (int i = 0; i < 20; i++)
            Assert.That(profiles.Find($"{Url("it")}#{i}").Profile, Is.SameAs(first));
        Assert.That(profiles.Count, Is.EqualTo(before));
    }

    [Test]
    public void Answers_are_kept_up_to_a_bound_in_characters_and_long_questions_never()
    {
        var answers = new RememberedAnswers<CodeAnswer>(100_000);
        var valid = new CodeAnswer(CodeVerdict.Valid);
        answers.Keep(new CodeQuestion(null, "urn:s", null, "a", new string('x', 100_000)), valid);
        Assert.That(answers.Count, Is.Zero);
        for (int i = 0; i < 10_000; i++)
            answers.Keep(new CodeQuestion(null, "urn:s", null, $"{i:d400}", null), valid);
        Assert.That(answers.Count, Is.InRange(1, 200));
        Assert.That(answers.Find(new CodeQuestion(null, "urn:s", null, $"{9999:d400}", null)), Is.SameAs(valid), "the last is there");
    }

    [Test]
    public async Task A_long_name_that_is_not_kept_is_unknown_each_time()
    {
        var definitions = Definitions();
        var validator = new Validator(definitions, new Engine.Validation.Terms.LocalTerminology(definitions), new MemoryReferences(new Dictionary<string, ReferencedResource>()));
        var json = Encoding.UTF8.GetBytes($$$"""{"resourceType":"Patient","meta":{"profile":["http://nowhere.example/{{{new string('x', 10_000)}}}"]}}""");
        for (int i = 0; i < 2; i++)
            Assert.That((await validator.ValidateAsync(json, ValidationOptions.Default, default)).Issues.Select(i => i.Code), Is.EqualTo(new[] { "profile-unknown" }));
    }
}
