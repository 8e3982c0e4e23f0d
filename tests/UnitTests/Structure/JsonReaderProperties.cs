using System.Text;
using FhirHub.Engine.Structure;
using FsCheck;
using FsCheck.Fluent;
using static FhirHub.UnitTests.Structure.JsonReading;

namespace FhirHub.UnitTests.Structure;

internal sealed class JsonReaderProperties
{
    private static readonly Config Seeds = Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(1_000_000);
    private static readonly Config Values = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Test]
    public void Any_resource_that_keeps_the_base_structure_is_read_and_composed_unchanged() =>
        Prop.ForAll((int seed) =>
        {
            var json = new RandomResource(seed).Write();
            var resource = ReadValid(json);
            var composed = Compose(resource);
            Assert.That(JsonMembers.Of(Encoding.UTF8.GetBytes(composed)), Is.EqualTo(JsonMembers.Of(Encoding.UTF8.GetBytes(json))));
        }).Check(Seeds);

    [Test]
    public void What_was_composed_is_composed_the_same_again() =>
        Prop.ForAll((int seed) =>
        {
            var once = Compose(ReadValid(new RandomResource(seed).Write()));
            Assert.That(Compose(ReadValid(once)), Is.EqualTo(once));
        }).Check(Seeds);

    [Test]
    public void Random_bytes_are_read_without_an_exception() =>
        Prop.ForAll((byte[] bytes) =>
        {
            var result = FhirJsonReader.Read(bytes, ReadLimits.Default);
            Assert.That(result.Resource is null, Is.EqualTo(result.Issues.Count > 0));
        }).Check(Values);

    [Test]
    public void Unescaping_agrees_with_System_Text_Json() =>
        Prop.ForAll((NonNull<string> text) =>
        {
            var escaped = string.Concat(text.Get.Select((c, i) => i % 3 == 0 || c is '"' or '\\' || c < ' ' || char.IsSurrogate(c) ? $"\\u{(int)c:x4}" : $"{c}"));
            var raw = Encoding.UTF8.GetBytes(escaped);
            var unescaped = new byte[raw.Length];
            var valid = JsonText.TryUnescape(raw, unescaped, out var written);
            Assert.That(valid, Is.EqualTo(IsUnicode(text.Get)));
            if (valid)
                Assert.That(Encoding.UTF8.GetString(unescaped.AsSpan(0, written)), Is.EqualTo(text.Get));
        }).Check(Values);

    private static bool IsUnicode(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var used) != System.Buffers.OperationStatus.Done)
                return false;
            rest = rest[used..];
        }
        return true;
    }
}
