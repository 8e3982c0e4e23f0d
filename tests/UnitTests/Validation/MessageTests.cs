using System.Reflection;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Messages;
using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

[TestFixture]
internal sealed class MessageTests
{
    private static IEnumerable<Message> Messages() =>
        typeof(MessageTable).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<Message>();

    [Test]
    public void Codes_are_unique() => Assert.That(Messages().Select(m => m.Code), Is.Unique);

    [TestCaseSource(nameof(Messages))]
    public void Both_languages_have_the_same_parameters(object message)
    {
        static string[] Parameters(string text) => [.. System.Text.RegularExpressions.Regex.Matches(text, @"\{\d\}").Select(m => m.Value).Distinct().Order()];
        var (english, chinese) = (((Message)message).English, ((Message)message).Chinese);
        Assert.That(Parameters(chinese), Is.EqualTo(Parameters(english)));
    }

    [TestCase(MessageLanguage.English, "Patient.name is required.")]
    [TestCase(MessageLanguage.Chinese, "必须有 Patient.name。")]
    public void The_caller_chooses_the_language(MessageLanguage language, string expected) =>
        Assert.That(
            Validating.Issues(
                """{"resourceType":"Patient","active":true}""",
                Definitions(Profile("it", "Patient", """{"id":"Patient.name","path":"Patient.name","min":1}""")),
                new ValidationOptions { Profiles = [Url("it")], Language = language }).Single().Diagnostics,
            Is.EqualTo(expected));

    [TestCase("""{"resourceType":"Patient","nonsense":1}""", "没有这个元素")]
    [TestCase("""{"resourceType":"Patient","birthDate":"yesterday"}""", "值不是有效的 date")]
    public void Faults_of_structure_are_told_in_Chinese_too(string body, string expected) =>
        Assert.That(
            Validating.Issues(body, Definitions(), new ValidationOptions { Language = MessageLanguage.Chinese })[0].Diagnostics, Does.StartWith(expected));

    [Test]
    public void An_invariant_speaks_the_language_its_profile_knows()
    {
        var profile = Profile(
            "it", "Patient",
            """{"id":"Patient.name","path":"Patient.name","constraint":[{"key":"t-1","severity":"error","human":"told","_human":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[{"url":"lang","valueCode":"zh-CN"},{"url":"content","valueString":"说明"}]}]},"expression":"text.empty()"}]}""");
        string Of(MessageLanguage language) => Validating.Issues(
            """{"resourceType":"Patient","name":[{"text":"{0}"}]}""", Definitions(profile), new ValidationOptions { Profiles = [Url("it")], Language = language }).Single().Diagnostics;
        Assert.Multiple(() =>
        {
            Assert.That(Of(MessageLanguage.English), Does.Contain("told"));
            Assert.That(Of(MessageLanguage.Chinese), Does.Contain("说明"));
        });
    }

    [Test]
    public void An_invariant_in_Chinese_is_told_in_English_where_its_profile_says_it_so()
    {
        var profile = Profile(
            "it", "Patient",
            """{"id":"Patient.name","path":"Patient.name","constraint":[{"key":"t-1","severity":"error","human":"说明","_human":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[{"url":"lang","valueCode":"en"},{"url":"content","valueString":"told"}]}]},"expression":"text.empty()"}]}""");
        var told = Validating.Issues(
            """{"resourceType":"Patient","name":[{"text":"A"}]}""", Definitions(profile), new ValidationOptions { Profiles = [Url("it")], Language = MessageLanguage.English });
        Assert.That(told.Single().Diagnostics, Is.EqualTo("The invariant t-1 does not hold: told"));
    }
}
