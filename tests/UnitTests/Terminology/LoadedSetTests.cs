using FhirHub.Engine.Terminology.Loading;

namespace FhirHub.UnitTests.Terminology;

[TestFixture]
internal sealed class LoadedSetTests
{
    [Test]
    public void Progress_of_a_load_changes_no_answer_and_a_fault_does()
    {
        var begun = Set(new LoadingDocument("b", "f", DateTime.UnixEpoch, 0, 9000, null));
        Assert.That(begun.IsSame(Set(new LoadingDocument("b", "f", DateTime.UnixEpoch.AddSeconds(5), 4000, 9000, null))), Is.True);
        Assert.That(begun.IsSame(Set(new LoadingDocument("b", "f", DateTime.UnixEpoch, 0, 9000, "too deep"))), Is.False);
        Assert.That(begun.IsSame(Set(null, "b")), Is.False);
    }

    private static LoadedSet Set(LoadingDocument? loading, string set = "a") =>
        new(new SetDocument { Key = "CodeSystem/1", Set = set, Loading = loading }, null);
}
