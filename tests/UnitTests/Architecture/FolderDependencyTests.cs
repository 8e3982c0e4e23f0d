using System.Reflection;
using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using FhirHub.Server.Http;
using NetArchTest.Rules;

namespace FhirHub.UnitTests.Architecture;

/// <summary>Folders depend in the order in which their README lists them, never the other way round.</summary>
[TestFixture]
internal sealed class FolderDependencyTests
{
    private static readonly string[] EngineFolders = ["Errors", "Conformance", "Structure", "Patching", "Validation", "Access", "Storage", "Packs", "Acceptance", "Indexing", "Terminology", "Resources", "Search", "Jobs", "Notifications", "Transactions", "Installation"];
    private static readonly string[] ServerFolders = ["Configuration", "Http", "Interactions", "Operations", "Pages", "Hosting"];
    private static readonly string[] RegionalFolders = ["Policies", "Rules", "Operations", "HealthCards", "Booking", "Referrals", "Recognition"];
    private static readonly Assembly Regional = typeof(IRegionalOperation).Assembly;
    private static readonly Assembly Engine = typeof(FhirException).Assembly;
    private static readonly Assembly Server = typeof(FhirEndpoint).Assembly;

    private static IEnumerable<TestCaseData> Folders() =>
        EngineFolders.Select((_, i) => new TestCaseData(Engine, "FhirHub.Engine", EngineFolders, i))
            .Concat(RegionalFolders.Select((_, i) => new TestCaseData(Regional, "FhirHub.Regional", RegionalFolders, i)))
            .Concat(ServerFolders.Select((_, i) => new TestCaseData(Server, "FhirHub.Server", ServerFolders, i)))
            .Select(c => c.SetArgDisplayNames($"{c.Arguments[1]}.{((string[])c.Arguments[2]!)[(int)c.Arguments[3]!]}"));

    [TestCaseSource(nameof(Folders))]
    public void A_folder_uses_none_that_comes_after_it(Assembly assembly, string root, string[] folders, int index)
    {
        string[] later = [.. folders.Skip(index + 1).Select(f => $"{root}.{f}")];
        var types = Types.InAssembly(assembly).That().ResideInNamespace($"{root}.{folders[index]}");
        if (root != "FhirHub.Regional")
            Assert.That(types.GetTypes(), Is.Not.Empty);
        if (later.Length > 0)
            AssertHolds(types.ShouldNot().HaveDependencyOnAny(later));
    }

    [Test]
    public void Every_folder_of_the_engine_is_in_the_order() =>
        Assert.That(FoldersOf(Engine, "FhirHub.Engine"), Is.SubsetOf(EngineFolders));

    [Test]
    public void The_engine_knows_no_ASP_NET() =>
        AssertHolds(Types.InAssembly(Engine).ShouldNot().HaveDependencyOn("Microsoft.AspNetCore"));

    [Test]
    public void Neither_engine_nor_policies_nor_server_use_the_samples()
    {
        foreach (var assembly in new[] { Engine, Regional, Server })
            AssertHolds(Types.InAssembly(assembly).ShouldNot().HaveDependencyOn("FhirHub.Samples"));
    }

    [Test]
    public void The_policies_know_neither_ASP_NET_nor_the_database_driver() =>
        AssertHolds(Types.InAssembly(Regional).ShouldNot().HaveDependencyOnAny("Microsoft.AspNetCore", "MongoDB"));

    [Test]
    public void The_engine_knows_nothing_of_the_policies() =>
        AssertHolds(Types.InAssembly(Engine).ShouldNot().HaveDependencyOn("FhirHub.Regional"));

    [Test]
    public void The_server_never_talks_to_the_database_driver() =>
        AssertHolds(Types.InAssembly(Server).ShouldNot().HaveDependencyOn("MongoDB"));

    [Test]
    public void Only_hosting_knows_the_local_database() =>
        AssertHolds(Types.InAssembly(Server).That().DoNotResideInNamespace("FhirHub.Server.Hosting").ShouldNot().HaveDependencyOn("FhirHub.LocalMongo"));

    private static IEnumerable<string> FoldersOf(Assembly assembly, string root) => assembly.GetTypes()
        .Select(t => t.Namespace)
        .OfType<string>()
        .Where(n => n.StartsWith(root + ".", StringComparison.Ordinal))
        .Select(n => n[(root.Length + 1)..].Split('.')[0])
        .Distinct();

    private static void AssertHolds(ConditionList rule)
    {
        var result = rule.GetResult();
        Assert.That(result.IsSuccessful, Is.True, string.Join(", ", result.FailingTypeNames ?? []));
    }
}
