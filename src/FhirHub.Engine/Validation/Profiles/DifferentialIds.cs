namespace FhirHub.Engine.Validation.Profiles;

/// <summary>
/// The ids of the elements of a differential, https://hl7.org/fhir/R4/elementdefinition.html#id; where an element has none, by its path and the
/// slices that the elements before it have opened.
/// </summary>
internal sealed class DifferentialIds
{
    private string[] _open = [];

    /// <param name="path">Of the element.</param>
    /// <param name="id">As given; one that does not go with the path counts as none.</param>
    /// <param name="sliceName">Null for none.</param>
    public string Next(string path, string? id, string? sliceName)
    {
        var names = path.Split('.');
        var parts = id?.Split('.') is { } given && given.Length == names.Length ? given : Parts(names, sliceName);
        _open = parts;
        return string.Join('.', parts);
    }

    private string[] Parts(string[] names, string? sliceName)
    {
        var parts = (string[])names.Clone();
        for (var i = 0; i < names.Length - 1 && i < _open.Length && _open[i].Split(':')[0] == names[i]; i++)
            parts[i] = _open[i];
        if (sliceName is not null)
            parts[^1] = $"{names[^1]}:{sliceName}";
        return parts;
    }
}
