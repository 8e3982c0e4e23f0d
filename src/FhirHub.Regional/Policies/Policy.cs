using System.Text.Json;
using FhirHub.Engine.Errors;

namespace FhirHub.Regional.Policies;

/// <summary>The parameters that hold under one pack: its own, then those of the packs that it builds on.</summary>
public sealed class Policy
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private readonly IReadOnlyList<PolicyDocument> _chain;
    private readonly DateOnly _today;

    internal Policy(string package, IReadOnlyList<string> packages, IReadOnlyList<PolicyDocument> chain, DateOnly today) =>
        (Package, Packages, _chain, _today) = (package, packages, chain, today);

    /// <summary>Short name of the pack that governs, <c>cn-base</c>.</summary>
    public string Pack => _chain[0].Pack;

    /// <summary>Its name as a package, <c>fhirhub.cn-base</c>.</summary>
    public string Package { get; }

    /// <summary>It and the packages that it builds on, the most special first.</summary>
    public IReadOnlyList<string> Packages { get; }

    /// <summary>A parameter that <c>policy.schema.json</c> has.</summary>
    /// <param name="section">As in <c>policy.json</c>: <c>referral</c>.</param>
    /// <param name="name">As there: <c>levelByLevel</c>.</param>
    /// <exception cref="FhirException">Not supported: no pack gives it a value that can be used.</exception>
    public PolicyValue<T> Get<T>(string section, string name)
    {
        foreach (var document in _chain)
        {
            if (document.Find(section, name) is not { } entry || !entry.Counts(_today))
                continue;
            try
            {
                return new PolicyValue<T>(entry.Value.Deserialize<T>(Options)!, entry.Source);
            }
            catch (Exception e) when (e is JsonException or NotSupportedException)
            {
                throw FhirException.NotSupported("policy-invalid", $"The policy of the pack {document.Pack} gives {section}.{name} a value that it cannot have.").InChinese($"包 {document.Pack} 的政策中 {section}.{name} 的取值无效。");
            }
        }

        throw FhirException.NotSupported("policy-incomplete", $"No installed pack that {Pack} builds on gives {section}.{name} a value.").InChinese($"{Pack} 所依赖的已安装的包都没有给出 {section}.{name}。");
    }
}
