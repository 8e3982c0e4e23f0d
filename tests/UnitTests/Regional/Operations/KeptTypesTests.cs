using FhirHub.Regional.Operations;

namespace FhirHub.UnitTests.Regional.Operations;

/// <summary>The tables of what operations keep, and what is said of them.</summary>
[TestFixture]
internal sealed class KeptTypesTests
{
    private static IEnumerable<TestCaseData> Rows() => typeof(IKeptType).Assembly.GetTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IKeptType)))
        .Select(t => new TestCaseData(t).SetArgDisplayNames(t.Name));

    [TestCaseSource(nameof(Rows))]
    public void The_README_of_a_capability_names_every_element_that_is_kept(Type type)
    {
        // The elements are the same whatever a row is made with.
        var constructor = type.GetConstructors()[0];
        object row = constructor.Invoke([.. constructor.GetParameters().Select(_ => (object?)null)]);
        string capability = type.Namespace!.Split('.')[2], readme = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "src", "FhirHub.Regional", capability, "README.md"));
        var elements = ((IEnumerable<object>)type.GetProperty("Elements")!.GetValue(row)!).Select(e => (string)e.GetType().GetProperty("Name")!.GetValue(e)!).ToList();
        Assert.That(elements, Is.Not.Empty.And.Unique);
        Assert.Multiple(() =>
        {
            foreach (string element in elements)
                Assert.That(readme, Does.Contain($"`{element}`"));
        });
    }
}
