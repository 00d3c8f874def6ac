import { findContract } from '../contracts/find-contract.ts'
import type { Alert, AlertCondition } from './alerts.ts'

/** Settings of the mobile trading assistant in IBKR's packed form: type, state, range, step, defaults. */
const mobileDefaults = [
  '9:STATE=1,MIN=-250000,MAX=250000,STEP=500,DEF_MIN=-25000,DEF_MAX=25000',
  '8:STATE=0,MIN=-15,MAX=15,STEP=0.5,DEF_MIN=-2,DEF_MAX=2',
  '7:STATE=1,MIN=-5,MAX=5,STEP=0.5,DEF_MIN=-2,DEF_MAX=2',
  '4:STATE=1,MIN=1,MAX=50,STEP=1,DEF_VAL=10',
  '5:STATE=0',
].join('|')

/** Returns one entry of IBKR's list of alerts. */
export function buildAlertEntry(alert: Alert): object {
  return {
    order_id: alert.orderId,
    account: alert.accountId,
    alert_name: alert.name,
    alert_active: alert.active ? 1 : 0,
    order_time: new Date(alert.orderedAt).toISOString().slice(0, 19).replaceAll('-', '').replace('T', '-'),
    alert_triggered: false,
    alert_repeatable: alert.repeatable,
  }
}

/** Returns all fields of one alert, as IBKR's response contains them. */
export function buildAlertDetails(alert: Alert): object {
  const mobile = alert.toolId !== undefined
  return {
    account: alert.accountId,
    order_id: alert.orderId,
    alert_name: alert.name,
    tif: alert.tif,
    expire_time: alert.expireTime ?? null,
    alert_active: alert.active ? 1 : 0,
    alert_repeatable: alert.repeatable,
    alert_email: alert.email ?? null,
    alert_send_message: alert.sendMessage,
    alert_message: alert.message ?? null,
    alert_show_popup: alert.showPopup,
    alert_play_audio: null,
    order_status: mobile ? 'Inactive' : alert.active ? 'Submitted' : 'Presubmitted',
    alert_triggered: false,
    fg_color: '#FFFFFF',
    bg_color: '#0000CC',
    order_not_editable: false,
    itws_orders_only: alert.iTwsOrdersOnly,
    alert_mta_currency: mobile ? 'USD' : null,
    alert_mta_defaults: mobile ? mobileDefaults : null,
    tool_id: alert.toolId ?? null,
    time_zone: mobile ? 'US/Eastern' : null,
    alert_default_type: null,
    condition_size: alert.conditions.length,
    condition_outside_rth: alert.outsideRth,
    conditions: alert.conditions.map(conditionView),
  }
}

function conditionView(condition: AlertCondition): object {
  return {
    condition_type: condition.type,
    conidex: condition.conidex,
    contract_description_1: findContract(Number(condition.conidex.split('@')[0]))?.symbol ?? 'Unknown',
    condition_operator: condition.operator ?? null,
    condition_trigger_method: condition.triggerMethod ?? null,
    condition_value: condition.value,
    condition_logic_bind: condition.logicBind,
    condition_time_zone: condition.timeZone ?? null,
  }
}
