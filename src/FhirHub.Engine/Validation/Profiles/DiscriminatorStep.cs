namespace FhirHub.Engine.Validation.Profiles;

/// <summary>One step of a discriminator's path.</summary>
/// <param name="Name">Of the element, the type or the URL of the extension; empty for <see cref="StepKind.Resolve"/>.</param>
internal readonly record struct DiscriminatorStep(StepKind Kind, string Name)
{
    /// <summary>The steps of <c>$this</c>, <c>code.coding</c>, <c>entry.resolve().code</c>, <c>value.ofType(Coding)</c>, <c>extension('…').value</c>; null for anything else.</summary>
    public static IReadOnlyList<DiscriminatorStep>? Read(string path)
    {
        var steps = new List<DiscriminatorStep>();
        foreach (var part in Split(path))
        {
            var open = part.IndexOf('(', StringComparison.Ordinal);
            var name = open < 0 ? part : part[..open];
            var argument = open < 0 ? null : part.EndsWith(')') ? part[(open + 1)..^1].Trim().Trim('\'', '"') : null;
            if (open < 0 && name == "$this")
                continue;
            if (open < 0 && name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
                steps.Add(new DiscriminatorStep(StepKind.Child, name));
            else if (name == "resolve" && argument is "")
                steps.Add(new DiscriminatorStep(StepKind.Resolve, ""));
            else if (name is "ofType" or "as" && argument is { Length: > 0 })
                steps.Add(new DiscriminatorStep(StepKind.OfType, argument));
            else if (name == "extension" && argument is { Length: > 0 })
                steps.Add(new DiscriminatorStep(StepKind.Extension, argument));
            else
                return null;
        }
        return steps;
    }

    // Dots within brackets belong to URLs.
    private static IEnumerable<string> Split(string path)
    {
        int depth = 0, start = 0;
        for (var i = 0; i <= path.Length; i++)
        {
            if (i == path.Length || (path[i] == '.' && depth == 0))
            {
                yield return path[start..i];
                start = i + 1;
            }
            else if (path[i] is '(' or ')')
            {
                depth += path[i] == '(' ? 1 : -1;
            }
        }
    }
}
