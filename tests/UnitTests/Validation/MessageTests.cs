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

    [TestCase("""{"resourceType":"Patient","nonsense":1}""", "Patient 没有元素 nonsense。")]
    [TestCase("""{"resourceType":"Patient","birthDate":"yesterday"}""", "“yesterday”不是有效的 date，应为 YYYY、YYYY-MM 或 YYYY-MM-DD，且日期存在。")]
    [TestCase("""{"resourceType":"Patient","name":{"text":"a"}}""", "应为 JSON 数组（该元素可重复），实际为对象。")]
    [TestCase("""{"resourceType":"Patient","active":null}""", "此处不得为 null，应为 true 或 false；没有值时请省略该元素。")]
    [TestCase("""{"resourceType":"Patient","gender":"m"}""", "“m”不是 http://hl7.org/fhir/ValueSet/administrative-gender 的代码，应为 male, female, other, unknown。")]
    [TestCase("""{"resourceType":"Patient","deceased":true}""", "Patient 没有 deceased，须写明其类型：deceasedBoolean, deceasedDateTime。")]
    [TestCase("""{"resourceType":"Patient","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><b>a</div>"}}""", "叙述不是 FHIR 允许的 XHTML：</div> 没有对应的开始标签。")]
    [TestCase("""{"resourceType":"Observation","code":{"text":"a"}}""", "必须有 Observation.status。")]
    [TestCase("""{"resourceType":"Nonsense"}""", "FHIR R4 没有资源类型“Nonsense”。")]
    [TestCase("""{"resourceType":"Patient","contact":[{"gender":"male"}]}""", "约束 pat-1 不成立：联系人至少要有姓名、电信、地址或机构之一")]
    [TestCase("""{"resourceType":"Patient","meta":{"profile":["urn:no"]}}""", "此处没有名为 urn:no 的规范（profile）。")]
    public void Chinese_is_Chinese_throughout(string body, string expected) =>
        Assert.That(Validating.Issues(body, Definitions(), new ValidationOptions { Language = MessageLanguage.Chinese })[0].Diagnostics, Is.EqualTo(expected));

    /// <summary>Broken bodies of many kinds: no sentence of ours is left in English.</summary>
    [Test]
    public void No_fault_of_structure_is_told_in_English()
    {
        const string Patient = """{"resourceType":"Patient","id":"p","active":true,"name":[{"text":"a","given":["b"]}],"birthDate":"2000-01-01","contained":[{"resourceType":"Basic","id":"b","code":{"text":"a"}}]}""";
        string[] replaced = ["null", "{}", "[]", "\"\"", "1", "true", "\" \"", "[null]", "\"\\u0001\"", "\"\\ud800\"", "x", "[[1]]", "{\"a\":1}", "{\"resourceType\":1}"];
        var english = new List<string>();
        foreach (var part in new[] { "\"p\"", "true", "[{\"text\":\"a\",\"given\":[\"b\"]}]", "[\"b\"]", "\"2000-01-01\"", "\"Patient\"", "{\"text\":\"a\"}", "\"Basic\"" })
            foreach (var other in replaced)
                english.AddRange(Validating.Issues(Patient.Replace(part, other, StringComparison.Ordinal), Definitions(), new ValidationOptions { Language = MessageLanguage.Chinese })
                    .Select(i => i.Diagnostics).Where(d => !d.Any(c => c is >= '\u4e00' and <= '\u9fff')));
        Assert.That(english, Is.Empty);
    }

    [TestCase("""{"resourceType":"StructureDefinition","url":"urn:it","type":"Nonsense"}""", "规范 urn:it 无法使用：R4 没有类型 Nonsense。")]
    [TestCase(
        """{"resourceType":"StructureDefinition","url":"urn:it","type":"Patient","baseDefinition":"urn:not-here","derivation":"constraint","kind":"resource","differential":{"element":[{"path":"Patient"}]}}""",
        "规范 urn:it 无法使用：此处没有它的基础 urn:not-here。")]
    public void Why_a_profile_cannot_be_used_is_told_in_Chinese_too(string profile, string expected) =>
        Assert.That(
            Validating.Issues(
                """{"resourceType":"Patient","meta":{"profile":["urn:it"]},"active":true}""", Definitions(profile), new ValidationOptions { Language = MessageLanguage.Chinese })
                .Single().Diagnostics,
            Is.EqualTo(expected));

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
