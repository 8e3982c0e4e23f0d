namespace FhirHub.Regional.Rules;

/// <summary>The rule of a capability that what its operations keep is not written as such: one id, a text for each way of breaking it.</summary>
/// <param name="Changed">Resource, elements, what to call instead.</param>
/// <param name="Deleted">Resource, what to call instead.</param>
/// <param name="Made">Resource, elements, what to call instead.</param>
/// <param name="Claimed">Resource, another that lays claim to it, what to call instead.</param>
internal sealed record KeptRules(Rule Changed, Rule Deleted, Rule Made, Rule Claimed)
{
    /// <param name="capability">As rules' ids begin: <c>booking</c>.</param>
    public static KeptRules Of(string capability)
    {
        string id = capability + ".by-operation";
        return new KeptRules(
            new Rule(id, "Operations keep {1} of {0}, which is not written as such. Use {2}.", "{0} 的 {1} 由业务操作维护，不能直接写入。请用 {2}。"),
            new Rule(id, "Operations keep {0}, and are not done with it: it cannot be deleted. Use {1}.", "{0} 由业务操作维护且尚未了结，不能删除。请用 {1}。"),
            new Rule(id, "Only operations make {1} of {0}. Use {2}.", "{0} 的 {1} 只能由业务操作产生。请用 {2}。"),
            new Rule(id, "Operations keep {0}: {1} lays claim to it by operations only. Use {2}.", "{0} 由业务操作维护，{1} 只能经业务操作占用。请用 {2}。"));
    }
}
