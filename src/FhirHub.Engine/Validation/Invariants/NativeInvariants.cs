using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation.Instances;

namespace FhirHub.Engine.Validation.Invariants;

/// <summary>
/// Invariants of R4 that sit on many elements or cost the engine much, as code. A profile that gives one of their keys another expression
/// means something else, and gets the engine.
/// </summary>
internal static class NativeInvariants
{
    private static readonly Dictionary<(string Key, string Expression), Func<InstanceNode, bool?>> Known = new()
    {
        [("ref-1", "reference.startsWith('#').not() or (reference.substring(1).trace('url') in %rootResource.contained.id.trace('ids'))")] = ContainedTarget,
        [("bdl-7", "(type = 'history') or entry.where(fullUrl.exists()).select(fullUrl&resource.meta.versionId).isDistinct()")] = DistinctFullUrls,
        [("bdl-3", "entry.all(request.exists() = (%resource.type = 'batch' or %resource.type = 'transaction' or %resource.type = 'history'))")] =
            bundle => EveryEntry(bundle, "request", "batch", "transaction"),
        [("bdl-4", "entry.all(response.exists() = (%resource.type = 'batch-response' or %resource.type = 'transaction-response' or %resource.type = 'history'))")] =
            bundle => EveryEntry(bundle, "response", "batch-response", "transaction-response"),
        [("bdl-5", "resource.exists() or request.exists() or response.exists()")] =
            entry => entry.Find("resource") is not null || entry.Find("request") is not null || entry.Find("response") is not null,
        [("bdl-8", "fullUrl.contains('/_history/').not()")] = entry => !entry.Child("fullUrl")?.Text?.Contains("/_history/", StringComparison.Ordinal),
        [("per-1", "start.hasValue().not() or end.hasValue().not() or (start <= end)")] = StartsBeforeItEnds,
        [("txt-1", "htmlChecks()")] = HtmlIsAllowed,
        [("txt-2", "htmlChecks()")] = HtmlHasContent,
    };

    /// <summary>
    /// What is checked on every element or resource without being named by its rule: ele-1 and ext-1, dom-2 to dom-6.
    /// </summary>
    public static bool IsEverywhere(string key) => key is "ele-1" or "ext-1" or "dom-2" or "dom-3" or "dom-4" or "dom-5" or "dom-6";

    public static Func<InstanceNode, bool?>? Find(string key, string expression) => Known.GetValueOrDefault((key, expression));

    private static bool? ContainedTarget(InstanceNode node)
    {
        if (node.Child("reference")?.Text is not { Length: > 1 } reference || reference[0] != '#')
            return true;
        return node.RootResource.Find("contained")?.WithId(reference[1..]) is not null;
    }

    private static bool? DistinctFullUrls(InstanceNode bundle)
    {
        if (bundle.Child("type")?.Text == "history")
            return true;
        var seen = new HashSet<(string, string?)>();
        foreach (var entry in bundle.Children("entry"))
            if (entry.Child("fullUrl")?.Text is { } url && !seen.Add((url, entry.Child("resource")?.Child("meta")?.Child("versionId")?.Text)))
                return false;
        return true;
    }

    private static bool? EveryEntry(InstanceNode bundle, string element, params ReadOnlySpan<string> types)
    {
        var type = bundle.Child("type")?.Text;
        var wanted = type == "history" || types.Contains(type);
        foreach (var entry in bundle.Children("entry"))
            if (entry.Find(element) is null == wanted)
                return false;
        return true;
    }

    private static bool? StartsBeforeItEnds(InstanceNode period) =>
        period.Child("start")?.Text is not { } start || period.Child("end")?.Text is not { } end || TemporalOrder.Compare(start, end) is not > 0;

    private static bool? HtmlIsAllowed(InstanceNode div) => div.Text is not { } text || XhtmlScanner.FindFault(System.Text.Encoding.UTF8.GetBytes(text)) is null;

    /// <summary>Some text that is no white space, or an image.</summary>
    private static bool? HtmlHasContent(InstanceNode div)
    {
        if (div.Text is not { } text)
            return true;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '<')
            {
                if (!char.IsWhiteSpace(text[i]))
                    return true;
                continue;
            }
            if (text.AsSpan(i).StartsWith("<img", StringComparison.Ordinal))
                return true;
            var end = text.AsSpan(i).StartsWith("<!--", StringComparison.Ordinal) ? text.IndexOf("-->", i, StringComparison.Ordinal) : text.IndexOf('>', i);
            if (end < 0)
                return false;
            i = text[end] == '-' ? end + 2 : end;
        }
        return false;
    }
}
