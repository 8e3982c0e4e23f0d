using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>An element of a kept resource that operations alone change.</summary>
/// <param name="Name">As in FHIRPath below the resource: <c>status</c>.</param>
/// <param name="Values">What it holds, as far as it is kept.</param>
internal sealed record KeptElement<T>(string Name, Func<T, IEnumerable<Base?>> Values)
    where T : Resource
{
    /// <summary>An extension, or those of a url.</summary>
    public static KeptElement<T> Extension(string url, Func<T, IEnumerable<Extension>> extensions) =>
        new($"extension('{url[(url.LastIndexOf('/') + 1)..]}')", r => extensions(r).Where(e => e.Url == url));

    /// <summary>Whether both hold the same: a display beside a reference, or a moment of another time zone, makes no difference.</summary>
    public bool IsSame(T before, T after)
    {
        var (one, other) = (Values(before).OfType<Base>().ToList(), Values(after).OfType<Base>().ToList());
        return one.Count == other.Count && one.Zip(other).All(p => IsSame(p.First, p.Second));
    }

    private static bool IsSame(Base one, Base other) => (one, other) switch
    {
        (ResourceReference a, ResourceReference b) => a.Reference == b.Reference && (a.Identifier?.IsExactly(b.Identifier) ?? b.Identifier is null),
        (Instant a, Instant b) => a.Value == b.Value,
        _ => one.IsExactly(other),
    };
}
