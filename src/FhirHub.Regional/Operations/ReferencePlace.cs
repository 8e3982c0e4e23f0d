using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>A reference in a resource.</summary>
/// <param name="Path">Where: <c>participant[1].actor</c>.</param>
/// <param name="Reference">It.</param>
internal sealed record ReferencePlace(string Path, ResourceReference Reference)
{
    /// <summary>All references of a resource, those of contained ones included.</summary>
    public static IEnumerable<ReferencePlace> In(Base element) => In(element, string.Empty);

    private static IEnumerable<ReferencePlace> In(Base element, string path)
    {
        foreach (var (name, value) in element.EnumerateElements())
        {
            string at = path.Length == 0 ? name : $"{path}.{name}";
            if (value is Base child)
            {
                foreach (var place in Of(child, at))
                    yield return place;
            }
            else if (value is IEnumerable<Base> list)
            {
                foreach (var place in list.SelectMany((item, i) => Of(item, $"{at}[{i}]")))
                    yield return place;
            }
        }
    }

    private static IEnumerable<ReferencePlace> Of(Base element, string path) =>
        element is ResourceReference reference ? In(element, path).Prepend(new ReferencePlace(path, reference)) : In(element, path);
}
