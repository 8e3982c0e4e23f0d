using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Sets;

namespace FhirHub.UnitTests.Terminology;

[TestFixture]
internal sealed class BoundedMemoryTests
{
    [Test]
    public void Neither_many_empty_answers_nor_long_names_fill_it()
    {
        var memory = BoundedMemory<string, string>.Of(Known.Of().Snapshot, "test", 1000);
        for (int i = 0; i < 10_000; i++)
            memory.Keep($"{i}", "", 0, []);
        memory.Keep(new string('x', 5000), "", 0, []);
        Assert.That(memory.Count, Is.LessThanOrEqualTo(100));
        Assert.That(memory.Find("9999"), Is.Not.Null, "the last is there");
        Assert.That(memory.Find(new string('x', 5000)), Is.Null);
    }

    [Test]
    public async Task A_change_forgets_what_depends_on_it_and_nothing_else()
    {
        string changing = Known.System("changing", """{"code":"A"}"""), other = Known.System("other", """{"code":"B"}""");
        string ofChanging = Known.Set("one", $$"""{"include":[{"system":"{{Known.Root}}changing"}]}"""), ofOther = Known.Set("two", $$"""{"include":[{"system":"{{Known.Root}}other"}]}""");
        string around = Known.Set("around", $$"""{"include":[{"valueSet":["{{Known.Root}}vs/one"]}]}""");
        var known = Known.Of(changing, other, ofChanging, ofOther, around);
        foreach (string set in (string[])["one", "two", "around"])
            await known.ExpandAsync("url", $"{Known.Root}vs/{set}");
        var sets = Sets(known.Snapshot);
        Assert.That(sets.Count, Is.EqualTo(3));
        var after = known.Snapshot.Followed([.. new[] { changing, other, ofChanging, ofOther, around }.Select(Known.Entry)], known.Snapshot.Sets, new HashSet<string> { $"{Known.Root}changing" });
        Assert.That(Sets(after).Find($"{Known.Root}vs/two "), Is.SameAs(sets.Find($"{Known.Root}vs/two ")).And.Not.Null);
        Assert.That(Sets(after).Find($"{Known.Root}vs/one "), Is.Null);
        Assert.That(Sets(after).Find($"{Known.Root}vs/around "), Is.Null, "by way of another value set");
    }

    private static BoundedMemory<string, CompiledSet> Sets(TermSnapshot snapshot) => BoundedMemory<string, CompiledSet>.Of(snapshot, "sets", 1000);
}
