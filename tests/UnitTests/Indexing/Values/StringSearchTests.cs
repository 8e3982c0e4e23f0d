using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Types;

namespace FhirHub.UnitTests.Indexing.Values;

internal sealed class StringSearchTests
{
    private static readonly StringSearch Strings = new();

    [TestCase("Eve", "eve", true)]
    [TestCase("Eve", "EV", true)]
    [TestCase("Steven", "eve", false)]
    [TestCase("Müller", "muller", true)]
    [TestCase("Muller", "Müller", true)]
    [TestCase("ＺＨＡＮＧ　San", "zhang s", true)]
    [TestCase("  van   der\tBerg ", "van der berg", true)]
    [TestCase("Straße", "STRASSE", true)]
    [TestCase("ΣΊΣΥΦΟΣ", "σισυφος", true)]
    [TestCase("İstanbul", "istanbul", true)]
    [TestCase("ﬁeld", "FIELD", true)]
    [TestCase("한국", "한", true)]
    [TestCase("\u1112\u1161\u11ab국", "한국", true)]
    [TestCase("张𠮷", "张", true)]
    [TestCase("张𠮷", "张𠮷", true)]
    [TestCase("a,b|c$d", "a\\,b\\|c\\$d", true)]
    [TestCase("a\\b", "a\\\\b", true)]
    [TestCase("a.c", "abc", false)]
    public void A_string_is_found_by_its_beginning_whatever_its_writing(string stored, string value, bool found) =>
        Assert.That(Meets("string", Json(stored), value), Is.EqualTo(found));

    [TestCase("Zhang San", "Zhang San", true)]
    [TestCase("Zhang San", "zhang san", false)]
    [TestCase("Zhang San", "Zhang", false)]
    [TestCase("Müller", "Muller", false)]
    [TestCase("张三", "张三", true)]
    [TestCase("a,b", "a\\,b", true)]
    public void Exact_means_every_character(string stored, string value, bool found) =>
        Assert.That(Meets("string", Json(stored), value, "exact"), Is.EqualTo(found));

    [TestCase("Steven", "EVE", true)]
    [TestCase("Steven", "even x", false)]
    [TestCase("a.*b", ".*", true)]
    [TestCase("axb", ".*", false)]
    [TestCase("value", "Test", false)]
    [TestCase("北京协和医院", "协和", true)]
    [TestCase("1 (one) [two] {3} ^$|?+\\/", "(ONE) [two] {3} ^\\$\\|?+\\\\/", true)]
    public void Contains_looks_everywhere_in_the_string(string stored, string value, bool found) =>
        Assert.That(Meets("string", Json(stored), value, "contains"), Is.EqualTo(found));

    [Test]
    public void A_long_text_is_found_by_its_beginning_and_exactly()
    {
        var text = string.Concat(Enumerable.Repeat("诊断 Diagnosis ", 2000));
        Assert.That(Meets("markdown", Json(text), text), Is.True);
        Assert.That(Meets("markdown", Json(text), text, "exact"), Is.True);
        Assert.That(Meets("markdown", Json(text), text[..^2] + "!", "exact"), Is.False);
        Assert.That(IndexedDocument.Of(Strings, ("markdown", Json(text))).Sink.Tokens, Has.All.Length.LessThan(300));
    }

    private const string Peter = """
        {"use":"official","text":"Mr. Peter J. Chalmers","family":"Chalmers","given":["Peter","James"],"prefix":["Dr"],"suffix":["MD"],
         "period":{"start":"2001"},"_family":{"id":"x"},"extension":[{"url":"http://example.org/x","valueString":"hidden"}]}
        """;

    [TestCase("chal")]
    [TestCase("peter")]
    [TestCase("james")]
    [TestCase("dr")]
    [TestCase("md")]
    [TestCase("mr. peter")]
    [TestCase("chalmers peter")]
    [TestCase("Peter James Chalmers")]
    public void Any_part_of_a_name_finds_it(string value) => Assert.That(Meets("HumanName", Peter, value), Is.True);

    [TestCase("zhang san")]
    [TestCase("san zhang")]
    public void A_name_in_wide_letters_is_a_Latin_one(string value) =>
        Assert.That(Meets("HumanName", """{"family":"Ｚｈａｎｇ","given":["Ｓａｎ"]}""", value), Is.True);

    [TestCase("official")]
    [TestCase("2001")]
    [TestCase("hidden")]
    [TestCase("x")]
    public void What_is_no_part_of_a_name_does_not(string value) => Assert.That(Meets("HumanName", Peter, value), Is.False);

    [TestCase("朝阳区")]
    [TestCase("100020")]
    [TestCase("BEIJING")]
    [TestCase("建国路")]
    [TestCase("chaoyang")]
    [TestCase("jgl")]
    [TestCase("中国")]
    public void Any_part_of_an_address_finds_it(string value) => Assert.That(Meets("Address", """
        {"use":"home","line":["建国路 1 号","2 单元"],"city":"Beijing","district":"朝阳区","postalCode":"100020","country":"中国"}
        """, value), Is.True);

    [TestCase("zhangsan")]
    [TestCase("ZhangSan")]
    [TestCase("zhang san")]
    [TestCase("zhang'san")]
    [TestCase("zs")]
    [TestCase("zhangs")]
    [TestCase("san")]
    [TestCase("张")]
    [TestCase("张三")]
    [TestCase("ｚｈａｎｇ")]
    public void A_Chinese_name_is_found_by_pinyin(string value) =>
        Assert.That(Meets("HumanName", """{"family":"张","given":["三"]}""", value), Is.True);

    [TestCase("单田芳", "shantianfang")]
    [TestCase("单田芳", "stf")]
    [TestCase("单田芳", "dantianfang")]
    [TestCase("曾国藩", "zengguofan")]
    [TestCase("仇英", "qiuying")]
    [TestCase("解晓东", "xiexiaodong")]
    [TestCase("区寄", "ouji")]
    [TestCase("重阳", "chongyang")]
    [TestCase("重阳", "zhongyang")]
    [TestCase("朴树", "piaoshu")]
    [TestCase("尉迟恭", "yuchigong")]
    [TestCase("万俟卨", "moqixie")]
    [TestCase("吕布", "lvbu")]
    [TestCase("吕布", "lubu")]
    [TestCase("吕布", "lyubu")]
    [TestCase("吕布", "lübu")]
    [TestCase("西安", "xi'an")]
    [TestCase("張曉明", "zhangxiaoming")]
    [TestCase("𠮷野", "ye")]
    [TestCase("高𫖯", "gaofu")]
    [TestCase("王A座3", "waz3")]
    public void Every_usual_reading_of_a_character_finds_it(string stored, string value) =>
        Assert.That(Meets("string", Json(stored), value), Is.True);

    [Test]
    public void Readings_of_one_text_are_bounded()
    {
        var document = IndexedDocument.Of(Strings, ("string", Json(string.Concat(Enumerable.Repeat("单曾仇解区重朴", 40)))));
        Assert.That(document.Entries.Count(e => e[0] == '&'), Is.LessThanOrEqualTo(32));
        Assert.That(document.Entries, Has.All.Length.LessThanOrEqualTo(257));
    }

    [Test]
    public void Texts_without_Chinese_characters_have_no_pinyin() =>
        Assert.That(IndexedDocument.Of(Strings, ("string", Json("Zhang San かな 한국 Ω"))).Entries, Has.None.StartsWith("&"));

    [TestCase("text")]
    [TestCase("below")]
    public void Another_modifier_is_refused_with_what_is_possible(string modifier)
    {
        var fault = Assert.Throws<FhirException>(() => Strings.Match(IndexedDocument.Request("x", modifier)))!;
        Assert.That(fault.Kind, Is.EqualTo(FaultKind.NotSupported));
        Assert.That(fault.Message, Does.Contain($":{modifier}").And.Contain(":exact").And.Contain(":contains").And.Contain(":missing"));
    }

    [TestCase("", null)]
    [TestCase("  ", null)]
    [TestCase("\u0301", "contains")]
    [TestCase("", "exact")]
    public void An_empty_text_is_refused(string value, string? modifier) =>
        Assert.That(() => Strings.Match(IndexedDocument.Request(value, modifier)), Throws.TypeOf<FhirException>().With.Message.Contains("empty"));

    [TestCase("CodeableConcept", """{"text":"x"}""")]
    [TestCase("boolean", "true")]
    [TestCase("HumanName", "{}")]
    [TestCase("HumanName", """{"given":[null],"_given":[{"id":"a"}]}""")]
    public void What_holds_no_string_has_no_entry(string type, string json) =>
        Assert.That(IndexedDocument.Of(Strings, (type, json)).Entries, Is.Empty);

    private static string Json(string text) => JsonSerializer.Serialize(text);

    private static bool Meets(string type, string json, string value, string? modifier = null) =>
        IndexedDocument.Of(Strings, (type, json)).Meets(Strings.Match(IndexedDocument.Request(value, modifier)));
}
