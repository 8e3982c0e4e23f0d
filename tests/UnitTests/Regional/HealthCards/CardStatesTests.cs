using FhirHub.Regional.HealthCards;

namespace FhirHub.UnitTests.Regional.HealthCards;

[TestFixture]
internal sealed class CardStatesTests
{
    [Test]
    public void The_README_shows_the_table() =>
        Assert.That(File.ReadAllText(Path.Combine(RepositoryRoot(), "src", "FhirHub.Regional", "HealthCards", "README.md")), Does.Contain(CardStates.Diagram));

    [Test]
    public void What_is_cancelled_stays_so() => Assert.That(CardStates.Table.From(CardState.Cancelled), Is.Empty);

    [Test]
    public void Every_state_can_be_reached()
    {
        var reached = new HashSet<CardState> { CardState.Active };
        foreach (var _ in Enum.GetValues<CardState>())
            reached.UnionWith(reached.SelectMany(CardStates.Table.From).Select(l => l.To).ToList());
        Assert.That(reached, Is.SupersetOf(new[] { CardState.Suspended, CardState.Replaced, CardState.Unbound }));
    }

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FhirHub.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}
